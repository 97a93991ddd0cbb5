package dev.nightjar.query.promql;

import dev.nightjar.query.vector.Absent;

/** How fast a counter or gauge moved over a window. */
final class Rates {
    /** Samples further from the window's border than this many average intervals do not reach it. */
    private static final double REACH = 1.1;

    private Rates() {}

    static double increase(Window window) {
        return extrapolated(window, true);
    }

    static double rate(Window window) {
        double increase = extrapolated(window, true);
        return Absent.is(increase) ? increase : increase / ((window.endMillis() - window.startMillis()) / 1000.0);
    }

    static double delta(Window window) {
        return extrapolated(window, false);
    }

    /**
     * The change from first to last sample, stretched to the window's borders: all the way where samples come near, by
     * half an average interval where not, and for a counter never back beyond the time it would have been zero.
     */
    private static double extrapolated(Window window, boolean counter) {
        int samples = window.count();
        if (samples < 2) {
            return Absent.VALUE;
        }
        double change = window.lastValue() - window.firstValue();
        if (counter) {
            change = window.lostToResets(change);
        }
        long firstMillis = window.time(window.from());
        long lastMillis = window.time(window.to() - 1);
        double toStart = (firstMillis - window.startMillis()) / 1000.0;
        double toEnd = (window.endMillis() - lastMillis) / 1000.0;
        double sampled = (lastMillis - firstMillis) / 1000.0;
        double interval = sampled / (samples - 1);
        double reach = interval * REACH;
        if (toStart >= reach) {
            toStart = interval / 2;
        }
        if (counter) {
            double toZero = toStart;
            if (change > 0 && window.firstValue() >= 0) {
                toZero = sampled * (window.firstValue() / change);
            }
            toStart = Math.min(toStart, toZero);
        }
        if (toEnd >= reach) {
            toEnd = interval / 2;
        }
        return change * ((sampled + toStart + toEnd) / sampled);
    }

    /** Per second, from the last two samples. */
    static double instantRate(Window window) {
        if (window.count() < 2) {
            return Absent.VALUE;
        }
        int last = window.to() - 1;
        double seconds = (window.time(last) - window.time(last - 1)) / 1000.0;
        double value = window.value(last);
        double before = window.value(last - 1);
        return (value < before ? value : value - before) / seconds;
    }

    static double instantDelta(Window window) {
        return window.count() < 2 ? Absent.VALUE : window.lastValue() - window.value(window.to() - 2);
    }
}
