package dev.nightjar.query.logql;

import dev.nightjar.model.Labels;
import dev.nightjar.query.QueryValue;
import dev.nightjar.query.TimeSteps;
import dev.nightjar.query.vector.Absent;
import dev.nightjar.query.vector.StepSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Turns what was evaluated into what a query answers with. */
final class Answers {
    private Answers() {}

    /** {@code ordered}: the series are in an order that the query asked for; else they come by labels. */
    static QueryValue instant(Evaluated evaluated, TimeSteps steps, boolean ordered) {
        long time = steps.startMillis();
        return switch (evaluated) {
            case Evaluated.Scalar scalar -> new QueryValue.Scalar(time, scalar.values()[0]);
            case Evaluated.Vector vector -> {
                Stream<QueryValue.Sample> samples = vector.series().stream()
                        .filter(series -> !Absent.is(series.values()[0]))
                        .map(series -> new QueryValue.Sample(series.finalLabels(), time, series.values()[0]));
                yield new QueryValue.InstantVector(
                        (ordered ? samples : samples.sorted(Comparator.comparing(QueryValue.Sample::labels))).toList());
            }
        };
    }

    static QueryValue range(Evaluated evaluated, TimeSteps steps) {
        List<StepSeries> series = switch (evaluated) {
            case Evaluated.Scalar scalar -> List.of(new StepSeries(Labels.EMPTY, scalar.values()));
            case Evaluated.Vector vector -> vector.series();
        };
        List<QueryValue.Series> result = new ArrayList<>();
        for (StepSeries each : series) {
            long[] times = new long[steps.count()];
            double[] values = new double[steps.count()];
            int present = 0;
            for (int i = 0; i < steps.count(); i++) {
                if (!Absent.is(each.values()[i])) {
                    times[present] = steps.at(i);
                    values[present++] = each.values()[i];
                }
            }
            if (present > 0) {
                result.add(new QueryValue.Series(
                        each.finalLabels(), Arrays.copyOf(times, present), Arrays.copyOf(values, present)));
            }
        }
        result.sort(Comparator.comparing(QueryValue.Series::labels));
        return new QueryValue.RangeMatrix(result);
    }
}
