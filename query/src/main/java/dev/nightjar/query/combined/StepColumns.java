package dev.nightjar.query.combined;

import dev.nightjar.model.NativeHistogram;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryValue;
import dev.nightjar.query.TimeSteps;
import dev.nightjar.query.vector.Absent;
import dev.nightjar.query.vector.HistogramColumn;
import dev.nightjar.query.vector.StepSeries;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part's answer as columns over the steps. */
final class StepColumns {
    private StepColumns() {}

    /** {@code scalar}: a matrix holds one series of numbers that has no labels because it is none. */
    static Evaluated of(QueryValue value, TimeSteps steps, boolean scalar) {
        return switch (value) {
            case QueryValue.Scalar number -> new Evaluated.Scalar(new double[] {number.value()});
            case QueryValue.InstantVector vector ->
                new Evaluated.Vector(
                        vector.samples().stream().map(StepColumns::one).toList());
            case QueryValue.RangeMatrix matrix -> {
                List<StepSeries> series = new ArrayList<>();
                matrix.series().forEach(each -> series.add(column(each, steps)));
                yield scalar && series.size() == 1
                        ? new Evaluated.Scalar(series.getFirst().values())
                        : new Evaluated.Vector(series);
            }
            case QueryValue.Text _ -> throw QueryException.execution("a string cannot be combined with series");
        };
    }

    private static StepSeries one(QueryValue.Sample sample) {
        NativeHistogram histogram = sample.histogram();
        if (histogram == null) {
            return new StepSeries(sample.labels(), new double[] {Absent.canonical(sample.value())});
        }
        @Nullable NativeHistogram[] column = HistogramColumn.of(1);
        column[0] = histogram;
        return new StepSeries(sample.labels(), false, Absent.array(1), column);
    }

    private static StepSeries column(QueryValue.Series series, TimeSteps steps) {
        double[] values = Absent.array(steps.count());
        for (int i = 0; i < series.size(); i++) {
            values[step(series.timesMillis()[i], steps)] = Absent.canonical(series.values()[i]);
        }
        if (series.histograms().isEmpty()) {
            return new StepSeries(series.labels(), values);
        }
        @Nullable NativeHistogram[] histograms = HistogramColumn.of(steps.count());
        for (int i = 0; i < series.histograms().size(); i++) {
            histograms[step(series.histogramTimesMillis()[i], steps)] =
                    series.histograms().get(i);
        }
        return new StepSeries(series.labels(), false, values, histograms);
    }

    private static int step(long timeMillis, TimeSteps steps) {
        return (int) ((timeMillis - steps.startMillis()) / steps.stepMillis());
    }
}
