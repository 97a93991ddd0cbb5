package dev.nightjar.query.promql;

import dev.nightjar.model.NativeHistogram;
import dev.nightjar.query.histogram.HistogramArithmetic;
import dev.nightjar.query.histogram.HistogramVariance;
import dev.nightjar.query.vector.Absent;
import dev.nightjar.query.vector.HistogramColumn;
import dev.nightjar.query.vector.StepSeries;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Functions of one native histogram, and how they run over a series. They do not see numbers. */
final class HistogramFunctions {
    private HistogramFunctions() {}

    static Optional<ToDoubleFunction<NativeHistogram>> named(String name) {
        return switch (name) {
            case "histogram_count" -> Optional.of(NativeHistogram::count);
            case "histogram_sum" -> Optional.of(NativeHistogram::sum);
            case "histogram_avg" -> Optional.of(histogram -> histogram.sum() / histogram.count());
            case "histogram_stdvar" -> Optional.of(HistogramVariance::of);
            case "histogram_stddev" -> Optional.of(histogram -> Math.sqrt(HistogramVariance.of(histogram)));
            default -> Optional.empty();
        };
    }

    static StepSeries map(StepSeries series, ToDoubleFunction<NativeHistogram> function) {
        double[] result = Absent.array(series.values().length);
        for (int step = 0; step < series.histograms().length; step++) {
            NativeHistogram histogram = series.histograms()[step];
            if (histogram != null) {
                result[step] = Absent.canonical(function.applyAsDouble(histogram));
            }
        }
        return series.derived(result);
    }

    /** Numbers and histograms with the opposite sign. */
    static StepSeries negated(StepSeries series) {
        StepSeries numbers = InstantFunctions.map(series, value -> -value);
        if (!series.hasHistograms()) {
            return numbers;
        }
        @Nullable NativeHistogram[] histograms = HistogramColumn.of(series.values().length);
        for (int step = 0; step < histograms.length; step++) {
            NativeHistogram histogram = series.histograms()[step];
            histograms[step] = histogram == null ? null : HistogramArithmetic.multiply(histogram, -1);
        }
        return numbers.with(numbers.values(), histograms);
    }
}
