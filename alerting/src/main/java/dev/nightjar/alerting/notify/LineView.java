package dev.nightjar.alerting.notify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one integration of a receiver stands with a group.
 *
 * @param integration such as {@code webhook[0]}
 * @param told alerts that it knows to fire
 * @param lastAt when it last took something; null: never
 * @param sending what is on its way; null: nothing is
 * @param failure what was given up since it last took something; null: nothing was
 */
public record LineView(
        String integration,
        int told,
        @Nullable Instant lastAt,
        @Nullable Sending sending,
        @Nullable Failure failure) {
    /**
     * A notice on its way.
     *
     * @param reason why it is told, such as {@code new alerts}
     * @param attempts made so far
     * @param detail what came of the last attempt; empty before the first
     */
    public record Sending(String reason, int attempts, Instant nextAttemptAt, String detail) {}

    /** A notice that was given up. */
    public record Failure(Instant at, String detail) {}
}
