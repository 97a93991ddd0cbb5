package dev.nightjar.query.histogram;

import dev.nightjar.model.NativeHistogram;
import java.util.Arrays;
import java.util.Optional;

/**
 * Two histograms in the same layout.
 *
 * @param reconciled whether they had bounds of their own that differed, so that only the shared ones are left
 */
record Aligned(NativeHistogram left, NativeHistogram right, boolean reconciled) {
    /** Nothing if one is exponential and the other has bounds of its own. */
    static Optional<Aligned> of(NativeHistogram left, NativeHistogram right) {
        if (left.hasCustomBounds() != right.hasCustomBounds()) {
            return Optional.empty();
        }
        return Optional.of(left.hasCustomBounds() ? byBounds(left, right) : byResolution(left, right));
    }

    private static Aligned byBounds(NativeHistogram left, NativeHistogram right) {
        double[] common = Layout.common(left.customBounds(), right.customBounds());
        boolean differ = !Arrays.equals(left.customBounds(), right.customBounds());
        return new Aligned(Layout.toBounds(left, common), Layout.toBounds(right, common), differ);
    }

    private static Aligned byResolution(NativeHistogram left, NativeHistogram right) {
        // The zero buckets first, in each one's own resolution, which moves fewer observations into them.
        double threshold = zeroThreshold(left, right);
        int schema = Math.min(left.schema(), right.schema());
        return new Aligned(
                Layout.withZeroThreshold(left, threshold).toSchema(schema),
                Layout.withZeroThreshold(right, threshold).toSchema(schema),
                false);
    }

    private static double zeroThreshold(NativeHistogram left, NativeHistogram right) {
        double threshold = Math.max(left.zeroThreshold(), right.zeroThreshold());
        while (left.zeroThreshold() != right.zeroThreshold()) {
            double clear = clear(right, clear(left, threshold));
            if (!(clear > threshold)) {
                break;
            }
            threshold = clear;
        }
        return threshold;
    }

    private static double clear(NativeHistogram histogram, double threshold) {
        return threshold == histogram.zeroThreshold()
                ? threshold
                : Layout.clearThreshold(histogram.schema(), histogram.positive(), histogram.negative(), threshold);
    }
}
