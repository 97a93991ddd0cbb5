package dev.nightjar.query.promql;

import dev.nightjar.query.CompensatedSum;
import dev.nightjar.query.vector.Mean;

/** Aggregations of one series over a window. */
final class OverTime {
    private OverTime() {}

    static double sum(Window window) {
        CompensatedSum sum = new CompensatedSum();
        for (int i = window.from(); i < window.to(); i++) {
            sum.add(window.value(i));
        }
        return sum.value();
    }

    static double average(Window window) {
        Mean mean = new Mean();
        for (int i = window.from(); i < window.to(); i++) {
            mean.add(window.value(i));
        }
        return mean.value();
    }

    static double min(Window window) {
        double best = window.firstValue();
        for (int i = window.from() + 1; i < window.to(); i++) {
            double value = window.value(i);
            if (value < best || Double.isNaN(best)) {
                best = value;
            }
        }
        return best;
    }

    static double max(Window window) {
        double best = window.firstValue();
        for (int i = window.from() + 1; i < window.to(); i++) {
            double value = window.value(i);
            if (value > best || Double.isNaN(best)) {
                best = value;
            }
        }
        return best;
    }

    /** Of several equal ones, the last. */
    static double timeOfMin(Window window) {
        int best = window.from();
        for (int i = best + 1; i < window.to(); i++) {
            if (window.value(i) <= window.value(best) || Double.isNaN(window.value(best))) {
                best = i;
            }
        }
        return window.time(best) / 1000.0;
    }

    static double timeOfMax(Window window) {
        int best = window.from();
        for (int i = best + 1; i < window.to(); i++) {
            if (window.value(i) >= window.value(best) || Double.isNaN(window.value(best))) {
                best = i;
            }
        }
        return window.time(best) / 1000.0;
    }

    /** Welford's, with both running values compensated. */
    static double variance(Window window) {
        CompensatedSum mean = new CompensatedSum();
        CompensatedSum squares = new CompensatedSum();
        for (int i = window.from(); i < window.to(); i++) {
            double delta = window.value(i) - mean.value();
            mean.add(delta / (i - window.from() + 1));
            squares.add(delta * (window.value(i) - mean.value()));
        }
        return squares.value() / window.count();
    }

    static double changes(Window window) {
        int changes = 0;
        for (int i = window.from() + 1; i < window.to(); i++) {
            double value = window.value(i);
            double before = window.value(i - 1);
            if (value != before && !(Double.isNaN(value) && Double.isNaN(before))) {
                changes++;
            }
        }
        return changes;
    }

    static double resets(Window window) {
        int resets = 0;
        for (int i = window.from() + 1; i < window.to(); i++) {
            if (window.restarted(i)) {
                resets++;
            }
        }
        return resets;
    }
}
