package dev.nightjar.query.promql;

import dev.nightjar.model.NativeHistogram;
import dev.nightjar.query.histogram.Combined;
import dev.nightjar.query.histogram.CounterReset;
import dev.nightjar.query.histogram.HistogramArithmetic;
import java.util.Optional;

/** A histogram between two that were measured. */
final class HistogramInterpolation {
    private HistogramInterpolation() {}

    /**
     * On the straight line from {@code before} to {@code after} at {@code share} of the way; a counter that was reset in
     * between came from zero. Nothing if one is exponential and the other has bounds of its own.
     */
    static Optional<NativeHistogram> between(
            NativeHistogram before, NativeHistogram after, double share, boolean counter, RangeNotes notes) {
        if (share == 0 || share == 1) {
            return Optional.of(share == 0 ? before : after);
        }
        boolean alike = before.hasCustomBounds() == after.hasCustomBounds();
        if (counter && alike && CounterReset.between(before, after)) {
            return Optional.of(HistogramArithmetic.multiply(after, share));
        }
        Optional<NativeHistogram> way = noted(HistogramArithmetic.subtract(after, before), "subtraction", notes)
                .map(difference -> HistogramArithmetic.multiply(difference, share));
        if (way.isEmpty()) {
            notes.mixedLayouts();
            return way;
        }
        return noted(HistogramArithmetic.add(way.get(), before), "addition", notes);
    }

    private static Optional<NativeHistogram> noted(Optional<Combined> result, String operation, RangeNotes notes) {
        if (result.isPresent() && result.get().reconciled()) {
            notes.reconciled(operation);
        }
        return result.map(Combined::histogram);
    }
}
