package dev.nightjar.alerting.connection;

import java.net.InetAddress;
import java.util.regex.Pattern;

/** Addresses and networks as text; names are never looked up. */
final class Networks {
    private static final Pattern LITERAL = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-f:.]*:[0-9a-f:.]*");

    private Networks() {}

    static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    static boolean isLoopback(String host) {
        return LITERAL.matcher(host).matches() && isLoopbackAddress(host);
    }

    private static boolean isLoopbackAddress(String literal) {
        try {
            return InetAddress.ofLiteral(literal).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether {@code host} is an address in {@code network}, such as {@code 10.0.0.0/8}. */
    static boolean contains(String network, String host) {
        int slash = network.indexOf('/');
        try {
            byte[] net = InetAddress.ofLiteral(network.substring(0, slash)).getAddress();
            byte[] address = InetAddress.ofLiteral(host).getAddress();
            int bits = Integer.parseInt(network.substring(slash + 1));
            if (net.length != address.length || bits < 0 || bits > net.length * 8) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if ((net[bit / 8] & mask) != (address[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        } catch (IllegalArgumentException e) {
            return false; // not an address, or not a network
        }
    }
}
