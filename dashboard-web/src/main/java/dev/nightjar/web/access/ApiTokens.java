package dev.nightjar.web.access;

import dev.nightjar.web.access.AccessGate.Need;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Knows the tokens given to programs. Called on event loops: must not block. Thread-safe. */
@FunctionalInterface
public interface ApiTokens {
    /** What our tokens begin with, so that people and scanners of repositories know one when they see it. */
    String PREFIX = "njt_";

    /** What a token is good for. */
    enum Scope {
        /** Sending telemetry, changes and alerts, and nothing else: what stands in the files of many machines. */
        INGEST,
        /** Reading everything. */
        QUERY,
        /** What a pipeline does: asks the deploy gate, and overrides it. */
        GATE,
        /** What people on call do, and programs for them. */
        RESPOND,
        /** Everything. */
        ADMINISTER;

        boolean fulfils(Need need) {
            return switch (need) {
                case QUERY -> this == QUERY || this == RESPOND || this == ADMINISTER;
                case GATE -> this != INGEST;
                case OVERRIDE -> this == GATE || this == RESPOND || this == ADMINISTER;
                case REPORT -> this == INGEST || this == RESPOND || this == ADMINISTER;
                case OPERATE, RESPOND -> this == RESPOND || this == ADMINISTER;
                case ADMINISTER, GRANT -> this == ADMINISTER;
            };
        }

        /** As people write it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The scope that is written so; empty where none is. */
        public static Optional<Scope> of(String text) {
            return Arrays.stream(values())
                    .filter(scope -> scope.text().equals(text))
                    .findFirst();
        }

        /** All of them, for messages. */
        public static String all() {
            return Arrays.stream(values()).map(Scope::text).collect(Collectors.joining(", "));
        }
    }

    /**
     * @param name whom the token was given to
     */
    record Grant(String name, Set<Scope> scopes) {
        public Grant {
            scopes = Set.copyOf(scopes);
        }

        boolean fulfils(Need need) {
            return scopes.stream().anyMatch(scope -> scope.fulfils(need));
        }

        /** Whether telemetry is taken from who shows it. */
        public boolean mayIngest() {
            return scopes.contains(Scope.INGEST) || scopes.contains(Scope.ADMINISTER);
        }

        /** Its scopes, for messages. */
        String text() {
            return scopes.stream().sorted().map(Scope::text).collect(Collectors.joining(", "));
        }
    }

    /** What the token allows; empty if it is not known. Compares in constant time. */
    Optional<Grant> find(String bearerToken);

    /** What a token allows whose holder showed it before, by the part of it that is no secret; empty if it is not in force. */
    default Optional<Grant> inForce(String tokenId) {
        return Optional.empty();
    }

    /** No tokens at all. */
    static ApiTokens none() {
        return token -> Optional.empty();
    }
}
