package dev.nightjar.query.promql;

import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.NativeHistogram.ResetHint;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.query.histogram.Combined;
import dev.nightjar.query.histogram.CounterReset;
import dev.nightjar.query.histogram.HistogramArithmetic;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How much a histogram grew from one border of an anchored or smoothed window to the other. Results are gauges. */
final class ExtendedHistograms {
    private final SampleBuffer samples;
    private final boolean smoothed;
    private final boolean counter;
    private final RangeNotes notes;

    ExtendedHistograms(SampleBuffer samples, boolean smoothed, boolean counter, RangeNotes notes) {
        this.samples = samples;
        this.smoothed = smoothed;
        this.counter = counter;
        this.notes = notes;
    }

    /** All samples from {@code from} until before {@code to}, which are those that can be seen, are histograms. */
    Optional<NativeHistogram> change(int from, int to, long start, long end) {
        int first = from;
        while (first + 1 < to - 1 && time(first + 1) <= start) {
            first++;
        }
        int last = to - 1;
        if (smoothed) {
            last = first;
            while (last < to - 1 && time(last) < end) {
                last++;
            }
        }
        if (time(last) <= start || (smoothed && time(first) > end) || !areAlike(first, last)) {
            return Optional.empty();
        }
        boolean cutLeft = smoothed && time(first) < start;
        boolean cutRight = smoothed && last > first && time(last) > end;
        Optional<NativeHistogram> left = cutLeft ? at(first, start) : Optional.of(histogram(first));
        Optional<NativeHistogram> right = cutRight ? at(last - 1, end) : Optional.of(histogram(last));
        if (left.isEmpty() || right.isEmpty()) {
            return Optional.empty();
        }
        if (!counter && !(isGauge(left.get()) && isGauge(right.get()))) {
            notes.notAGauge();
        }
        Optional<NativeHistogram> change = noted(HistogramArithmetic.subtract(right.get(), left.get()), "subtraction");
        if (counter && change.isPresent()) {
            change = withLost(change.get(), first, last, left.get(), right.get(), cutLeft);
        }
        return change.map(grown -> HistogramArithmetic.withHint(grown, ResetHint.GAUGE));
    }

    private boolean areAlike(int first, int last) {
        for (int i = first; i <= last; i++) {
            if (histogram(i).hasCustomBounds() != histogram(first).hasCustomBounds()) {
                notes.mixedLayouts();
                return false;
            }
            if (counter && isGauge(histogram(i))) {
                notes.notACounter();
            }
        }
        return true;
    }

    /** Adds what the counter lost by starting anew. A border that was interpolated has dealt with the reset beside it. */
    private Optional<NativeHistogram> withLost(
            NativeHistogram change, int first, int last, NativeHistogram left, NativeHistogram right, boolean cutLeft) {
        int next = first + 1;
        NativeHistogram before = left;
        if (cutLeft && next <= last && CounterReset.between(histogram(first), histogram(next))) {
            before = histogram(next++);
        }
        if (next > last) {
            return Optional.of(change);
        }
        @Nullable NativeHistogram lost = null;
        for (int i = next; i <= last; i++) {
            NativeHistogram histogram = i == last ? right : histogram(i);
            if (CounterReset.between(before, histogram)) {
                Optional<NativeHistogram> more =
                        lost == null ? Optional.of(before) : noted(HistogramArithmetic.add(lost, before), "addition");
                if (more.isEmpty()) {
                    return more;
                }
                lost = more.get();
            }
            before = histogram;
        }
        return lost == null ? Optional.of(change) : noted(HistogramArithmetic.add(change, lost), "addition");
    }

    private Optional<NativeHistogram> at(int before, long millis) {
        double share = (double) (millis - time(before)) / (time(before + 1) - time(before));
        return HistogramInterpolation.between(histogram(before), histogram(before + 1), share, counter, notes);
    }

    private Optional<NativeHistogram> noted(Optional<Combined> result, String operation) {
        if (result.isEmpty()) {
            notes.mixedLayouts();
        } else if (result.get().reconciled()) {
            notes.reconciled(operation);
        }
        return result.map(Combined::histogram);
    }

    private long time(int index) {
        return samples.timestampsMillis()[index];
    }

    private NativeHistogram histogram(int index) {
        NativeHistogram histogram = samples.histogram(index);
        if (histogram == null) {
            throw new IllegalStateException("sample " + index + " is no histogram");
        }
        return histogram;
    }

    private static boolean isGauge(NativeHistogram histogram) {
        return histogram.resetHint() == ResetHint.GAUGE;
    }
}
