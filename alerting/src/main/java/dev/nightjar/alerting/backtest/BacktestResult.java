package dev.nightjar.alerting.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule would have done.
 *
 * @param pages whether it pages, by its severity; otherwise the notices are no more than that
 * @param step the interval it was evaluated at
 * @param series how many series its expression looked at
 * @param notices the first {@link #MOST_SHOWN}, in order of time
 * @param count all of them
 * @param missed incidents of the services that it alerts on, in which it would have been quiet
 * @param variants by threshold and {@code for}, the rule's own among them
 * @param sentence all this in words
 */
public record BacktestResult(
        String rule,
        String query,
        boolean pages,
        Instant from,
        Instant until,
        Duration step,
        int series,
        int count,
        int atNight,
        int insideIncidents,
        List<Notice> notices,
        List<KnownIncident> missed,
        List<Variant> variants,
        String sentence) {
    public static final int MOST_SHOWN = 500;

    public BacktestResult {
        notices = List.copyOf(notices);
        missed = List.copyOf(missed);
        variants = List.copyOf(variants);
    }

    /**
     * One page: all alerts of the rule and a service from the first that fires until the last is over.
     *
     * @param alerts how many series fired in it
     * @param night between 22 and 7 o'clock where the person called first lives
     * @param incident what really was the matter; null: nothing that is known
     */
    public record Notice(
            Instant at,
            Instant until,
            String service,
            int alerts,
            List<String> called,
            boolean night,
            @Nullable KnownIncident incident) {
        public Notice {
            called = List.copyOf(called);
        }
    }

    /**
     * @param threshold null where the expression compares nothing with a number
     * @param current whether this is the rule as it stands
     */
    public record Variant(
            @Nullable Double threshold,
            Duration holdFor,
            boolean current,
            int count,
            int atNight,
            int insideIncidents,
            int incidentsSeen) {}
}
