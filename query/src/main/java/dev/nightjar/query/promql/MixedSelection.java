package dev.nightjar.query.promql;

import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.StaleMarker;
import dev.nightjar.query.histogram.HistogramSize;
import dev.nightjar.query.vector.StepColumns;
import java.util.Optional;

/** What an instant selector sees of a series that has native histograms. */
final class MixedSelection {
    private MixedSelection() {}

    /** What is {@code shown} of the samples; nothing if there are none. */
    static Optional<StepColumns> of(
            SampleBuffer samples, LookTimes look, long lookback, Selectors.Shown shown, StepSamples looked) {
        long[] times = samples.timestampsMillis();
        StepColumns columns = new StepColumns(look.count());
        int next = 0;
        boolean any = false;
        for (int step = 0; step < look.count(); step++) {
            long at = look.at(step);
            while (next < samples.size() && times[next] <= at) {
                next++;
            }
            if (next == 0 || times[next - 1] <= at - lookback || isStale(samples, next - 1)) {
                continue;
            }
            any = true;
            NativeHistogram histogram = samples.histogram(next - 1);
            looked.add(
                    step, histogram == null || shown != Selectors.Shown.VALUE ? 1 : HistogramSize.inSamples(histogram));
            switch (shown) {
                case TIME -> columns.put(step, times[next - 1] / 1000.0);
                case START -> columns.put(step, samples.startMillis(next - 1) / 1000.0);
                case VALUE -> {
                    if (histogram == null) {
                        columns.put(step, SeriesSource.visible(samples.values()[next - 1]));
                    } else {
                        columns.put(step, histogram);
                    }
                }
            }
        }
        return any ? Optional.of(columns) : Optional.empty();
    }

    static boolean isStale(SampleBuffer samples, int index) {
        NativeHistogram histogram = samples.histogram(index);
        return histogram == null ? StaleMarker.is(samples.values()[index]) : SeriesSource.isStale(histogram);
    }
}
