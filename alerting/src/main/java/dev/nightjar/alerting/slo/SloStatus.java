package dev.nightjar.alerting.slo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an objective stands. Numbers are null where there are no data to say.
 *
 * @param period the window as it lies now; of a calendar's, until its end
 * @param known how much of the window so far the stored history covers
 * @param sli share of good events over what is known of the window, without what was corrected away
 * @param badEvents without what was corrected away
 * @param correctedBad bad events that corrections took out
 * @param budgetRemaining share of the budget that is left, by the events so far; below 0 when overspent
 * @param projectedRemaining the same by the events that the whole of a calendar's window will have at this pace; of a
 *     rolling one, {@code budgetRemaining}
 * @param burn how many times too fast the budget burns now, over the first long window
 * @param exhaustedAt when the budget is gone at this burn; null when it will not be
 * @param counts slices of the history by how they show
 * @param sentence all this in words
 */
public record SloStatus(
        Slo slo,
        Instant at,
        SloWindow.Period period,
        Duration known,
        @Nullable Double sli,
        @Nullable Double badEvents,
        @Nullable Double totalEvents,
        double correctedBad,
        @Nullable Double budgetRemaining,
        @Nullable Double projectedRemaining,
        @Nullable Double burn,
        @Nullable Instant exhaustedAt,
        List<WindowStatus> windows,
        SliceCounts counts,
        String sentence) {
    public SloStatus {
        windows = List.copyOf(windows);
    }

    /** Slices of the history: time without data is neither good nor bad. */
    public record SliceCounts(int good, int bad, int noData, Duration length) {}

    /**
     * A row of burn windows with its present burn rates.
     *
     * @param burning whether its alert has reason to fire: both burn rates are over its factor, by enough bad events
     */
    public record WindowStatus(
            BurnWindow window,
            @Nullable Double burnLong,
            @Nullable Double burnShort,
            boolean burning) {}

    /** Whether any window that pages is burning. */
    public boolean paging() {
        return windows.stream().anyMatch(row -> row.window().pages() && row.burning());
    }
}
