package dev.nightjar.alerting.slo;

import java.time.Duration;
import java.util.List;

/**
 * Fires while the budget burns {@code factor} times too fast over both windows: the long one says that it matters, the
 * short one that it still goes on.
 */
public record BurnWindow(Duration longWindow, Duration shortWindow, double factor, boolean pages) {
    public BurnWindow {
        if (shortWindow.compareTo(longWindow) >= 0 || !shortWindow.isPositive() || !(factor > 0)) {
            throw new IllegalArgumentException("wants a long window, a shorter one and a factor above 0, found "
                    + longWindow + ", " + shortWindow + ", " + factor);
        }
    }

    /**
     * The windows of Google's SRE workbook, with its fourth row, for a budget over {@code window}. A factor is the share
     * of the budget spent in the long window (2, 5, 10 and 10 %) times how often the long window fits into the budget's.
     */
    public static List<BurnWindow> standard(Duration window) {
        return List.of(
                row(window, Duration.ofHours(1), 0.02, true),
                row(window, Duration.ofHours(6), 0.05, true),
                row(window, Duration.ofDays(1), 0.10, false),
                row(window, Duration.ofDays(3), 0.10, false));
    }

    private static BurnWindow row(Duration window, Duration longWindow, double budget, boolean pages) {
        double factor = budget * window.toMillis() / longWindow.toMillis();
        return new BurnWindow(longWindow, longWindow.dividedBy(12), factor, pages);
    }
}
