package dev.nightjar.model.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which programs may ask and act, each by a token of its own. */
public sealed interface AccessEvent extends Event {
    /** Which token: a part of it that is no secret. */
    String tokenId();

    /**
     * A program was given a token, of which only a digest is kept.
     *
     * @param name whom it was given to
     * @param scopes what it is good for
     * @param salt what the digest begins with, in hexadecimal digits
     * @param digest SHA-256 of the salt and the token's secret, in hexadecimal digits
     * @param by who made it
     * @param expiresAt from when on it is good for nothing; null: never
     */
    record TokenCreated(
            Instant at,
            String tokenId,
            String name,
            List<String> scopes,
            String salt,
            String digest,
            String by,
            @Nullable Instant expiresAt)
            implements AccessEvent {
        public TokenCreated {
            scopes = List.copyOf(scopes);
        }
    }

    /** A token was shown. Not every time is written, but at least once in an hour in which it is. */
    record TokenUsed(Instant at, String tokenId) implements AccessEvent {}

    /** A token is good for nothing from now on. */
    record TokenRevoked(Instant at, String tokenId, String by) implements AccessEvent {}
}
