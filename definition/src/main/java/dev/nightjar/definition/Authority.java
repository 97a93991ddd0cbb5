package dev.nightjar.definition;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Host and port of a URL, also of one like {@code http://node_exporter:9100/metrics}: containers and services of a
 * Compose file have such names, resolvers find them, and {@link URI#getHost} knows no host with an underscore.
 *
 * @param host a name or an address, without brackets
 * @param port 0 where none is written
 */
public record Authority(String host, int port) {
    private static final Pattern WITH_UNDERSCORE = Pattern.compile("(?:[^@]*@)?([A-Za-z0-9._-]+)(?::(\\d{1,5})?)?");

    /** Empty where the URL names no host. */
    public static Optional<Authority> of(URI uri) {
        if (uri.getHost() != null) {
            String host = uri.getHost();
            return Optional.of(new Authority(
                    host.startsWith("[") ? host.substring(1, host.length() - 1) : host, Math.max(0, uri.getPort())));
        }
        if (uri.getRawAuthority() == null) {
            return Optional.empty();
        }
        Matcher found = WITH_UNDERSCORE.matcher(uri.getRawAuthority());
        if (!found.matches() || !found.group(1).contains("_")) {
            return Optional.empty();
        }
        int port = found.group(2) == null ? 0 : Integer.parseInt(found.group(2));
        return port > 65_535 ? Optional.empty() : Optional.of(new Authority(found.group(1), port));
    }

    /** Whether the URL names a host, and HTTP or HTTPS as the way to speak to it. */
    public static boolean isHttp(URI uri) {
        return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && of(uri).isPresent();
    }

    /** The port to connect to. */
    public int portOr(int otherwise) {
        return port > 0 ? port : otherwise;
    }

    /** Host and port as they stand in a URL. */
    public String text() {
        String literal = host.contains(":") ? "[" + host + "]" : host;
        return port > 0 ? literal + ":" + port : literal;
    }
}
