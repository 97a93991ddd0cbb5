package dev.nightjar.definition.proxy;

import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which proxy requests go through.
 *
 * @param without what is asked directly: names (and all below them), addresses, networks such as {@code 10.0.0.0/8},
 *     each with a port or for all ports; {@code *} is everything
 * @param sparesThisMachine whether this machine is asked directly in any case
 */
public record ProxyAccess(
        Optional<URI> forHttp, Optional<URI> forHttps, List<String> without, boolean sparesThisMachine) {
    public static final ProxyAccess NONE = new ProxyAccess(Optional.empty(), Optional.empty(), List.of(), false);

    public ProxyAccess {
        without = List.copyOf(without);
    }

    /** What {@link #without} is written as in one text: separated by commas. */
    public static List<String> names(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /**
     * The proxy for requests to {@code host}; empty where it is asked directly.
     *
     * @param host a name or an address, without brackets
     */
    public Optional<URI> of(boolean encrypted, String host, int port) {
        Optional<URI> proxy = encrypted ? forHttps : forHttp;
        String plain = host.toLowerCase(Locale.ROOT);
        if (proxy.isEmpty() || (sparesThisMachine && isThisMachine(plain))) {
            return Optional.empty();
        }
        return without.stream().anyMatch(one -> covers(one.toLowerCase(Locale.ROOT), plain, port))
                ? Optional.empty()
                : proxy;
    }

    /** What {@code proxy} is shown as {@code Proxy-Authorization}; empty where its address names no user. */
    public static Optional<String> authorization(URI proxy) {
        return Optional.ofNullable(proxy.getUserInfo())
                .map(user -> user.contains(":") ? user : user + ":")
                .map(pair -> "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost")
                || literal(host).map(InetAddress::isLoopbackAddress).orElse(false);
    }

    private static boolean covers(String written, String host, int port) {
        if (written.equals("*")) {
            return true;
        }
        int slash = written.indexOf('/');
        if (slash >= 0) {
            return isWithin(written.substring(0, slash), written.substring(slash + 1), host);
        }
        int colon = written.lastIndexOf(':');
        boolean hasPort = colon >= 0 && (written.indexOf(':') == colon || written.charAt(colon - 1) == ']');
        if (hasPort && !written.substring(colon + 1).equals(Integer.toString(port))) {
            return false;
        }
        String name = (hasPort ? written.substring(0, colon) : written).replaceAll("[\\[\\]]", "");
        if (literal(name).isPresent() || literal(host).isPresent()) {
            return literal(name).equals(literal(host));
        }
        String below = name.startsWith("*.") ? name.substring(1) : name;
        return below.startsWith(".") ? host.endsWith(below) : host.equals(below) || host.endsWith("." + below);
    }

    private static boolean isWithin(String network, String bits, String host) {
        Optional<byte[]> of = literal(network).map(InetAddress::getAddress);
        Optional<byte[]> found = literal(host).map(InetAddress::getAddress);
        if (of.isEmpty() || found.isEmpty() || of.get().length != found.get().length || !bits.matches("\\d{1,3}")) {
            return false;
        }
        for (int i = 0; i < Math.min(Integer.parseInt(bits), 8 * of.get().length); i++) {
            if (((of.get()[i / 8] ^ found.get()[i / 8]) & (0x80 >> (i % 8))) != 0) {
                return false;
            }
        }
        return true;
    }

    /** An address that is written as one; nothing is resolved. */
    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
