package dev.nightjar.model.access;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The token that a program shows in {@code Authorization}: as a bearer, as InfluxDB's {@code Token}, as the password of
 * whatever user, or as Elasticsearch's {@code ApiKey}, which Beats write as Base64 of {@code id:key}.
 */
public final class ShownToken {
    private ShownToken() {}

    /**
     * What is shown, be it a token or not; empty where nothing is.
     *
     * @param authorization the header's value; null where there is none
     */
    public static Optional<String> in(@Nullable String authorization) {
        int space = authorization == null ? -1 : authorization.indexOf(' ');
        if (authorization == null || space < 0) {
            return Optional.empty();
        }
        String shown = authorization.substring(space + 1).strip();
        return switch (authorization.substring(0, space).toLowerCase(Locale.ROOT)) {
            case "bearer", "token" -> Optional.of(shown);
            case "basic" -> secondOfPair(shown);
            case "apikey" -> secondOfPair(shown).or(() -> Optional.of(shown));
            default -> Optional.empty();
        };
    }

    private static Optional<String> secondOfPair(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? Optional.empty() : Optional.of(pair.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
