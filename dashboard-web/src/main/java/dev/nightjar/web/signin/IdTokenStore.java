package dev.nightjar.web.signin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The ID tokens of those who are signed in, by session, with which they sign out at the issuer without being asked who they
 * are. Too large for a cookie, and in memory only: after a restart the issuer asks. Thread-safe.
 */
final class IdTokenStore {
    private static final int MOST = 10_000;

    private record Kept(String token, Instant until) {}

    private final InstantSource clock;

    /** The oldest first. */
    private final Map<String, Kept> tokens = new LinkedHashMap<>();

    IdTokenStore(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void keep(String session, String token, Duration lifetime) {
        Instant now = clock.instant();
        tokens.values().removeIf(kept -> now.isAfter(kept.until()));
        if (tokens.size() >= MOST) {
            tokens.remove(tokens.keySet().iterator().next());
        }
        tokens.put(session, new Kept(token, now.plus(lifetime)));
    }

    synchronized Optional<String> take(String session) {
        return Optional.ofNullable(tokens.remove(session)).map(Kept::token);
    }
}
