package dev.nightjar.query.promql;

import dev.nightjar.query.vector.Absent;

/** How fast a counter or gauge moved over a window. */
final class Rates {
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

    /** The change from first to last sample, stretched to the window's borders, per so many seconds. */
    private static double extrapolated(Window window, boolean counter, double seconds) {
        Extrapolation reach = new Extrapolation(
                window.startMillis(),
                window.endMillis(),
                window.count(),
                window.time(window.from()),
                window.time(window.to() - 1),
                counter ? window.start(window.from()) : 0);
        if (!reach.isKnown()) {
            return Absent.VALUE;
        }
        double first = window.firstValue();
        double change = window.lastValue() - first;
        if (!counter) {
            return change * (reach.factor() / seconds);
        }
        change = window.lostToResets(change);
        return (reach.beganInside() ? change + first : change) * (reach.factorOfCounter(first, change) / seconds);
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
