package dev.nightjar.model.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The life of a silence: alerts that match it reach nobody while it is active. */
public sealed interface SilenceEvent extends Event {
    String silenceId();

    /**
     * A condition on one label.
     *
     * @param op {@code =}, {@code !=}, {@code =~} or {@code !~}
     */
    record Condition(String name, String op, String value) {}

    /**
     * A silence was made or changed; holds the whole of it.
     *
     * @param startsAt first moment, of the first occurrence where it recurs
     * @param endsAt first moment after it, of the first occurrence where it recurs
     * @param every how often it comes back: {@code day}, {@code week} or {@code month}; empty: once only
     * @param zone in whose wall-clock time it comes back; empty: UTC
     * @param until after which it does not come back; null: for ever
     * @param quietSeconds ends early once nothing has matched for so long; 0: never
     * @param remindSeconds how long before its end whoever made it is reminded; 0: never
     * @param annotations what programs note of it, by name
     */
    record SilenceSaved(
            Instant at,
            String silenceId,
            List<Condition> conditions,
            Instant startsAt,
            Instant endsAt,
            String createdBy,
            String comment,
            String every,
            String zone,
            @Nullable Instant until,
            long quietSeconds,
            long remindSeconds,
            Map<String, String> annotations)
            implements SilenceEvent {
        public SilenceSaved {
            conditions = List.copyOf(conditions);
            annotations = Map.copyOf(annotations);
        }

        public Duration quiet() {
            return Duration.ofSeconds(quietSeconds);
        }

        public Duration remind() {
            return Duration.ofSeconds(remindSeconds);
        }
    }

    /**
     * It ended before its time.
     *
     * @param by a person, or empty when it ended by itself
     * @param reason why, in words; empty when a person did not say
     */
    record SilenceExpired(Instant at, String silenceId, String by, String reason) implements SilenceEvent {}

    /** Whoever made it was told that it is about to end. {@code endsAt} says which end: it can be prolonged. */
    record SilenceReminded(Instant at, String silenceId, Instant endsAt) implements SilenceEvent {}
}
