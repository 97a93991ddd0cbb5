package dev.nightjar.ingest.discovery.source;

import io.netty.util.NetUtil;
import java.net.InetAddress;

/** What discoveries write labels with. */
public final class MetaLabel {
    public static final String ADDRESS = "__address__";

    private MetaLabel() {}

    /** {@code name} as a part of a label's name: what is neither a letter nor a digit of ASCII becomes {@code _}. */
    public static String sanitized(String name) {
        char[] chars = name.toCharArray();
        for (int i = 0; i < chars.length; i++) {
            char c = chars[i];
            if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))) {
                chars[i] = '_';
            }
        }
        return new String(chars);
    }

    /** An address with a port; IPv6 in brackets. */
    public static String address(String host, int port) {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** An address with a port, as Prometheus writes it: the longest zeros of IPv6 are left out (RFC 5952). */
    public static String address(InetAddress address, int port) {
        return address(NetUtil.toAddressString(address), port);
    }
}
