package dev.nightjar.query.promql;

import dev.nightjar.query.vector.Absent;

/** How fast a counter or gauge moved over a window. */
final class Rates {
    /** Samples further from the window's border than this many average intervals do not reach it. */
    private static final double REACH = 1.1;

    private Rates() {}

    static double increase(Window window) {
        return extrapolated(window, true, 1);
    }

    static double rate(Window window) {
        return extrapolated(window, true, (window.endMillis() - window.startMillis()) / 1000.0);
    }

    static double delta(Window window) {
        return extrapolated(window, false, 1);
    }

    /**
     * The change from first to last sample, stretched to the window's borders: all the way where samples come near, by
     * half an average interval where not, and for a counter never back beyond the time it would have been zero. A counter
     * that says it began within the window was zero then, so that even one sample shows a change. Per so many seconds.
     */
    private static double extrapolated(Window window, boolean counter, double seconds) {
        int samples = window.count();
        double change = window.lastValue() - window.firstValue();
        if (counter) {
            change = window.lostToResets(change);
        }
        long firstMillis = window.time(window.from());
        long lastMillis = window.time(window.to() - 1);
        double toStart = (firstMillis - window.startMillis()) / 1000.0;
        double toEnd = (window.endMillis() - lastMillis) / 1000.0;
        double sampled = (lastMillis - firstMillis) / 1000.0;
        double interval = samples < 2 ? 0 : sampled / (samples - 1);
        double reach = interval * REACH;
        long began = counter ? window.start(window.from()) : 0;
        if (began != 0 && began > window.startMillis() && began < firstMillis) {
            toStart = 0;
            sampled = (lastMillis - began) / 1000.0;
            change += window.firstValue();
        } else if (samples < 2) {
            return Absent.VALUE;
        } else if (toStart >= reach) {
            toStart = interval / 2;
        }
        if (counter && toStart > 0 && change > 0 && window.firstValue() >= 0) {
            toStart = Math.min(toStart, sampled * (window.firstValue() / change));
        }
        if (toEnd >= reach) {
            toEnd = interval / 2;
        }
        return change * ((sampled + toStart + toEnd) / sampled / seconds);
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
        return (window.restarted(last) ? value : value - before) / seconds;
    }

    static double instantDelta(Window window) {
        return window.count() < 2 ? Absent.VALUE : window.lastValue() - window.value(window.to() - 2);
    }
}
