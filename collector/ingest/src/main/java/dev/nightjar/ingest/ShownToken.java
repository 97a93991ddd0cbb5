package dev.nightjar.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The token that a sender shows in {@code Authorization}: as a bearer, as InfluxDB's {@code Token}, as the password of
 * whatever user, or as Elasticsearch's {@code ApiKey}, which Beats write as Base64 of {@code id:key}.
 */
final class ShownToken {
    private ShownToken() {}

    /** Null where none is shown. */
    static @Nullable String in(@Nullable String authorization) {
        if (authorization == null) {
            return null;
        }
        int space = authorization.indexOf(' ');
        if (space < 0) {
            return null;
        }
        String shown = authorization.substring(space + 1).strip();
        return switch (authorization.substring(0, space).toLowerCase(Locale.ROOT)) {
            case "bearer", "token" -> shown;
            case "basic" -> secondOfPair(shown);
            case "apikey" -> {
                String key = secondOfPair(shown);
                yield key == null ? shown : key;
            }
            default -> null;
        };
    }

    private static @Nullable String secondOfPair(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? null : pair.substring(colon + 1);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
