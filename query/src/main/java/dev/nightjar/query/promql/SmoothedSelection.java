package dev.nightjar.query.promql;

import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.NativeHistogram.ResetHint;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.query.vector.StepColumns;
import java.util.Optional;

/**
 * What a smoothed instant selector sees of a series that has native histograms: between two of them one that lies
 * between. Where numbers and histograms are in reach of a step, there is nothing to see and a warning.
 */
final class SmoothedSelection {
    private final SampleBuffer samples;
    private final long[] times;
    private final LookTimes look;
    private final long lookback;
    private final StepSamples looked;

    SmoothedSelection(SampleBuffer samples, LookTimes look, long lookback, StepSamples looked) {
        this.samples = samples;
        this.times = samples.timestampsMillis();
        this.look = look;
        this.lookback = lookback;
        this.looked = looked;
    }

    Optional<StepColumns> columns(RangeNotes notes) {
        StepColumns columns = new StepColumns(look.count());
        boolean any = false;
        int from = 0;
        int next = 0;
        int to = 0;
        for (int step = 0; step < look.count(); step++) {
            long at = look.at(step);
            from = firstAfter(at - lookback, from);
            next = firstAfter(at, next);
            to = firstAfter(at + lookback, to);
            if (next == from || MixedSelection.isStale(samples, next - 1)) {
                continue;
            }
            if (isMixed(from, to)) {
                notes.mixedWithNumbers();
                continue;
            }
            looked.add(step, 1);
            any |= put(step, at, next - 1, next < to, notes, columns);
        }
        return any ? Optional.of(columns) : Optional.empty();
    }

    private int firstAfter(long millis, int from) {
        int first = from;
        while (first < samples.size() && times[first] <= millis) {
            first++;
        }
        return first;
    }

    private boolean isMixed(int from, int to) {
        boolean numbers = false;
        boolean histograms = false;
        for (int i = from; i < to; i++) {
            if (!MixedSelection.isStale(samples, i)) {
                histograms |= samples.histogram(i) != null;
                numbers |= samples.histogram(i) == null;
            }
        }
        return numbers && histograms;
    }

    /** False if there is nothing to put. */
    private boolean put(int step, long at, int before, boolean more, RangeNotes notes, StepColumns columns) {
        boolean between = more && times[before] < at && !MixedSelection.isStale(samples, before + 1);
        NativeHistogram left = samples.histogram(before);
        if (left == null) {
            double value = SeriesSource.visible(samples.values()[before]);
            columns.put(step, between ? Selectors.between(samples, before, at) : value);
            return true;
        }
        NativeHistogram right = between ? samples.histogram(before + 1) : null;
        if (right == null) {
            columns.put(step, left);
            return true;
        }
        boolean counter = left.resetHint() != ResetHint.GAUGE && right.resetHint() != ResetHint.GAUGE;
        double share = (double) (at - times[before]) / (times[before + 1] - times[before]);
        Optional<NativeHistogram> found = HistogramInterpolation.between(left, right, share, counter, notes);
        found.ifPresent(histogram -> columns.put(step, histogram));
        return found.isPresent();
    }
}
