package dev.nightjar.query.histogram;

import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.NativeHistogram;
import java.util.Arrays;

/** Finds where a counter began anew. */
public final class CounterReset {
    private CounterReset() {}

    /**
     * Whether the counter was reset between two samples: what the sender says about it, else whether anything fell, be
     * it the counts or the resolution (layouts of a counter only ever become coarser).
     */
    public static boolean between(NativeHistogram previous, NativeHistogram current) {
        return switch (current.resetHint()) {
            case RESET -> true;
            case NO_RESET -> false;
            case UNKNOWN, GAUGE -> fell(previous, current);
        };
    }

    /** Whether the counts or the resolution fell, whatever the sender says. */
    static boolean fell(NativeHistogram previous, NativeHistogram current) {
        if (current.count() < previous.count() || current.hasCustomBounds() != previous.hasCustomBounds()) {
            return true;
        }
        if (current.hasCustomBounds()) {
            double[] common = Layout.common(previous.customBounds(), current.customBounds());
            boolean same = Arrays.equals(previous.customBounds(), current.customBounds());
            return same
                    ? fell(previous.positive(), current.positive())
                    : fell(
                            Layout.toBounds(previous, common).positive(),
                            Layout.toBounds(current, common).positive());
        }
        if (current.schema() > previous.schema() || current.zeroThreshold() < previous.zeroThreshold()) {
            return true;
        }
        double threshold = current.zeroThreshold() == previous.zeroThreshold()
                ? current.zeroThreshold()
                : Layout.clearThreshold(
                        previous.schema(), previous.positive(), previous.negative(), current.zeroThreshold());
        if (threshold != current.zeroThreshold()) {
            return true;
        }
        NativeHistogram before = Layout.withZeroThreshold(previous, threshold).toSchema(current.schema());
        return current.zeroCount() < before.zeroCount()
                || fell(before.positive(), current.positive())
                || fell(before.negative(), current.negative());
    }

    private static boolean fell(HistogramBuckets previous, HistogramBuckets current) {
        int at = 0;
        for (int i = 0; i < previous.size(); i++) {
            while (at < current.size() && current.index(at) < previous.index(i)) {
                at++;
            }
            boolean there = at < current.size() && current.index(at) == previous.index(i);
            if (!there || current.count(at) < previous.count(i)) {
                return true;
            }
        }
        return false;
    }
}
