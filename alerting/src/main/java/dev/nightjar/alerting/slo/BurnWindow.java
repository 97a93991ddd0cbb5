package dev.nightjar.alerting.slo;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Fires while the budget burns {@code factor} times too fast over both windows: the long one says that it matters, the
 * short one that it still goes on.
 */
public record BurnWindow(Duration longWindow, Duration shortWindow, double factor, boolean pages) {
    /** The shorter of the windows that the workbook has factors for. */
    private static final Duration WORKBOOK = Duration.ofDays(28);

    public BurnWindow {
        if (shortWindow.compareTo(longWindow) >= 0 || !shortWindow.isPositive() || !(factor > 0)) {
            throw new IllegalArgumentException("wants a long window, a shorter one and a factor above 0, found "
                    + longWindow + ", " + shortWindow + ", " + factor);
        }
    }

    /**
     * The windows of Google's SRE workbook, with its fourth row, for a budget over {@code window}. A factor is the share
     * of the budget spent in the long window (2, 5, 10 and 10 %) times how often the long window fits into the budget's.
     *
     * <p>Of windows shorter than the workbook's that would be less than what may be spent: nobody is paged there unless
     * the budget would end before half of its window, nor told at all of a pace that leaves some over.
     */
    public static List<BurnWindow> standard(Duration window) {
        return Stream.of(
                        row(window, Duration.ofHours(1), 0.02, true),
                        row(window, Duration.ofHours(6), 0.05, true),
                        row(window, Duration.ofDays(1), 0.10, false),
                        row(window, Duration.ofDays(3), 0.10, false))
                .filter(row -> row.longWindow().compareTo(window) <= 0)
                .toList();
    }

    private static BurnWindow row(Duration window, Duration longWindow, double budget, boolean pages) {
        double byShare = budget * window.toMillis() / longWindow.toMillis();
        double least = window.compareTo(WORKBOOK) >= 0 ? 0 : pages ? 2 : 1;
        return new BurnWindow(longWindow, longWindow.dividedBy(12), Math.max(byShare, least), pages);
    }
}
