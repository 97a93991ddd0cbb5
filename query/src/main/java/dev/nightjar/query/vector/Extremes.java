package dev.nightjar.query.vector;

import java.util.ArrayList;
import java.util.List;

/** What a parameter that may change from step to step is at most and at least: enough to complain about once each. */
record Extremes(double most, double least, boolean undefined) {
    static Extremes of(double[] parameter) {
        double most = Double.NEGATIVE_INFINITY;
        double least = Double.POSITIVE_INFINITY;
        boolean undefined = false;
        for (double value : parameter) {
            if (Double.isNaN(value)) {
                undefined = true;
            } else {
                most = Math.max(most, value);
                least = Math.min(least, value);
            }
        }
        return new Extremes(most, least, undefined);
    }

    /** Those that lie outside; NaN always does. */
    List<Double> outside(double from, double to) {
        List<Double> outside = new ArrayList<>();
        if (undefined) {
            outside.add(Double.NaN);
        }
        if (most > to) {
            outside.add(most);
        }
        if (least < from) {
            outside.add(least);
        }
        return outside;
    }
}
