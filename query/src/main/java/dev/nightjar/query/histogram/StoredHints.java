package dev.nightjar.query.histogram;

import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.NativeHistogram.ResetHint;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.StaleMarker;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/*
 * What senders say about resets is true of the samples they sent, not of those that are stored: between two of these one
 * may have been lost, deleted, or come late. So the counts decide. A counter that visibly goes on in the same layout had
 * no reset; of any other sample nothing is known, but that a reset which the counts do not show is still the sender's
 * word. Prometheus answers the same from its chunks, but for that last case, which it forgets.
 */
/** Says of stored histograms what is known about resets between them. */
public final class StoredHints {
    private StoredHints() {}

    /** Replaces the hints of samples in time order. */
    public static void settle(SampleBuffer samples) {
        if (!samples.hasHistograms()) {
            return;
        }
        @Nullable NativeHistogram previous = null;
        for (int i = 0; i < samples.size(); i++) {
            NativeHistogram histogram = samples.histogram(i);
            if (histogram != null && histogram.resetHint() != ResetHint.GAUGE) {
                ResetHint hint = previous == null ? alone(histogram, i) : after(previous, histogram);
                if (hint != histogram.resetHint()) {
                    samples.replace(i, HistogramArithmetic.withHint(histogram, hint));
                }
            }
            previous = histogram == null || StaleMarker.is(histogram.sum()) ? null : histogram;
        }
    }

    /** Of the first of all the sender's word is taken that the counter went on; whether it was reset does not matter. */
    private static ResetHint alone(NativeHistogram histogram, int index) {
        boolean goesOn = index == 0 && histogram.resetHint() == ResetHint.NO_RESET;
        return goesOn ? ResetHint.NO_RESET : ResetHint.UNKNOWN;
    }

    private static ResetHint after(NativeHistogram previous, NativeHistogram histogram) {
        boolean sameLayout = previous.schema() == histogram.schema()
                && previous.zeroThreshold() == histogram.zeroThreshold()
                && Arrays.equals(previous.customBounds(), histogram.customBounds());
        boolean fell = CounterReset.fell(previous, histogram);
        if (histogram.resetHint() == ResetHint.RESET) {
            return fell ? ResetHint.UNKNOWN : ResetHint.RESET;
        }
        return sameLayout && !fell && previous.resetHint() != ResetHint.GAUGE ? ResetHint.NO_RESET : ResetHint.UNKNOWN;
    }
}
