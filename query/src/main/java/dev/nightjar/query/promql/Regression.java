package dev.nightjar.query.promql;

import dev.nightjar.query.CompensatedSum;
import dev.nightjar.query.vector.Absent;

/** The straight line that fits a window best, by least squares, and exponential smoothing. */
final class Regression {
    private final double slope;
    private final double intercept;

    private Regression(double slope, double intercept) {
        this.slope = slope;
        this.intercept = intercept;
    }

    /** The value of the line at {@code seconds} after the time it was fitted around. */
    double at(double seconds) {
        return slope * seconds + intercept;
    }

    static double derivative(Window window) {
        return window.count() < 2 ? Absent.VALUE : fit(window, window.time(window.from())).slope;
    }

    /** Where the line will be, {@code seconds} after the query's step. */
    static double predict(Window window, double seconds) {
        return window.count() < 2
                ? Absent.VALUE
                : fit(window, window.stepMillis()).at(seconds);
    }

    private static Regression fit(Window window, long aroundMillis) {
        CompensatedSum x = new CompensatedSum();
        CompensatedSum y = new CompensatedSum();
        CompensatedSum xy = new CompensatedSum();
        CompensatedSum xx = new CompensatedSum();
        boolean constant = true;
        for (int i = window.from(); i < window.to(); i++) {
            double seconds = (window.time(i) - aroundMillis) / 1000.0;
            double value = window.value(i);
            constant &= value == window.firstValue();
            x.add(seconds);
            y.add(value);
            xy.add(seconds * value);
            xx.add(seconds * seconds);
        }
        if (constant) {
            boolean infinite = Double.isInfinite(window.firstValue());
            return infinite ? new Regression(Double.NaN, Double.NaN) : new Regression(0, window.firstValue());
        }
        double n = window.count();
        double covariance = xy.value() - x.value() * y.value() / n;
        double variance = xx.value() - x.value() * x.value() / n;
        double slope = covariance / variance;
        return new Regression(slope, y.value() / n - slope * x.value() / n);
    }

    /** Holt's double exponential smoothing: {@code smoothing} weighs values, {@code trending} the trend. */
    static double smooth(Window window, double smoothing, double trending) {
        if (window.count() < 2) {
            return Absent.VALUE;
        }
        double level = window.firstValue();
        double trend = window.value(window.from() + 1) - level;
        double before = 0;
        for (int i = window.from() + 1; i < window.to(); i++) {
            if (i > window.from() + 1) {
                trend = trending * (level - before) + (1 - trending) * trend;
            }
            before = level;
            level = smoothing * window.value(i) + (1 - smoothing) * (level + trend);
        }
        return level;
    }
}
