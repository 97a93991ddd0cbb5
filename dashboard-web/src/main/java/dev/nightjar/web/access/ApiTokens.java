package dev.nightjar.web.access;

import java.util.Optional;
import java.util.Set;

/** Knows the tokens given to programs. Called on event loops: must not block. Thread-safe. */
@FunctionalInterface
public interface ApiTokens {
    /** What a token is good for. */
    enum Scope {
        QUERY,
        RESPOND
    }

    /**
     * @param name whom the token was given to
     */
    record Grant(String name, Set<Scope> scopes) {
        public Grant {
            scopes = Set.copyOf(scopes);
        }
    }

    /** What the token allows; empty if it is not known. Compares in constant time. */
    Optional<Grant> find(String bearerToken);

    /** No tokens at all. */
    static ApiTokens none() {
        return token -> Optional.empty();
    }
}
