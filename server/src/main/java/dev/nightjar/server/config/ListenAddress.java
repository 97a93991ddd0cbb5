package dev.nightjar.server.config;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where the server listens: {@code address:port}. Port 0 takes a free one. */
public record ListenAddress(String host, int port) {
    public static final int DEFAULT_PORT = 7300;
    public static final ListenAddress DEFAULT = new ListenAddress("127.0.0.1", DEFAULT_PORT);

    public ListenAddress {
        if (host.isEmpty() || port < 0 || port > 65535) {
            throw new IllegalArgumentException("\"" + host + ":" + port + "\" is not an address and port to listen on,"
                    + " such as 127.0.0.1:" + DEFAULT_PORT);
        }
    }

    /** Reads {@code 127.0.0.1:7300}, {@code [::1]:7300} or {@code :7300} (every address). */
    public static ListenAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw notAnAddress(text);
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        try {
            return new ListenAddress(host.isEmpty() ? "0.0.0.0" : host, Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw notAnAddress(text);
        }
    }

    private static IllegalArgumentException notAnAddress(String text) {
        return new IllegalArgumentException(
                "\"" + text + "\" is not an address and port to listen on, such as 127.0.0.1:" + DEFAULT_PORT);
    }

    /** Whether only programs on this machine can reach it. */
    public boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    public ListenAddress withPort(int actualPort) {
        return new ListenAddress(host, actualPort);
    }

    public String url() {
        return url("http");
    }

    public String url(String scheme) {
        String shown = host.contains(":") ? "[" + host + "]" : host.equals("0.0.0.0") ? "127.0.0.1" : host;
        return scheme + "://" + shown + ":" + port;
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
