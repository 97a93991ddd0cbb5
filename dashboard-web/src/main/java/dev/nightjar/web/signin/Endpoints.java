package dev.nightjar.web.signin;

import java.net.URI;
import java.util.Locale;

/** Which addresses secrets and tokens may travel to: encrypted ones, and those of this machine. */
public final class Endpoints {
    private Endpoints() {}

    /** Throws {@link IllegalArgumentException} saying what is wrong with it. */
    public static URI safe(String text) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no URL", e);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || uri.getUserInfo() != null || uri.getFragment() != null) {
            throw new IllegalArgumentException("\"" + text + "\" is no URL such as https://login.example");
        }
        if (!scheme.equals("https") && !(scheme.equals("http") && isThisMachine(uri.getHost()))) {
            throw new IllegalArgumentException("\"" + text + "\" must begin with https://");
        }
        return uri;
    }

    /** Whether nothing that is sent there leaves this machine. */
    public static boolean isThisMachine(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.toLowerCase(Locale.ROOT).endsWith(".localhost")
                || host.equals("[::1]")
                || host.matches("127(\\.\\d{1,3}){3}");
    }
}
