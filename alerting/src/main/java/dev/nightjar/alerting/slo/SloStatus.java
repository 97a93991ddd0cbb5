package dev.nightjar.alerting.slo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an objective stands. Numbers are null where there are no data to say.
 *
 * @param known how much of the window the stored history covers
 * @param sli share of good events over what is known of the window
 * @param budgetRemaining share of the budget that is left; below 0 when overspent
 * @param burn how many times too fast the budget burns now, over the first long window
 * @param exhaustedAt when the budget is gone at this burn; null when it will not be
 * @param sentence all this in words
 */
public record SloStatus(
        Slo slo,
        Instant at,
        Duration known,
        @Nullable Double sli,
        @Nullable Double badEvents,
        @Nullable Double totalEvents,
        @Nullable Double budgetRemaining,
        @Nullable Double burn,
        @Nullable Instant exhaustedAt,
        List<WindowStatus> windows,
        String sentence) {
    public SloStatus {
        windows = List.copyOf(windows);
    }

    /** A row of burn windows with its present burn rates. */
    public record WindowStatus(
            BurnWindow window,
            @Nullable Double burnLong,
            @Nullable Double burnShort) {
        public boolean burning() {
            return burnLong != null && burnShort != null && burnLong > window.factor() && burnShort > window.factor();
        }
    }

    /** Whether any window that pages is over its factor. */
    public boolean paging() {
        return windows.stream().anyMatch(row -> row.window().pages() && row.burning());
    }
}
