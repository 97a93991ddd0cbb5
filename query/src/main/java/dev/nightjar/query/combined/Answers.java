package dev.nightjar.query.combined;

import dev.nightjar.model.Labels;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryValue;
import dev.nightjar.query.TimeSteps;
import dev.nightjar.query.vector.StepPoints;
import dev.nightjar.query.vector.StepSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Turns what was evaluated into what a query answers with, series in order of their labels. */
final class Answers {
    private Answers() {}

    static QueryValue of(Evaluated value, TimeSteps steps) {
        boolean instant = steps.stepMillis() == 0;
        return switch (value) {
            case Evaluated.Scalar scalar when instant -> new QueryValue.Scalar(steps.startMillis(), scalar.values()[0]);
            case Evaluated.Scalar scalar ->
                new QueryValue.RangeMatrix(
                        List.of(StepPoints.of(Labels.EMPTY, new StepSeries(Labels.EMPTY, scalar.values()), steps)));
            case Evaluated.Vector vector when instant -> instant(vector, steps);
            case Evaluated.Vector vector -> {
                List<QueryValue.Series> series = new ArrayList<>();
                merged(vector).forEach((labels, each) -> {
                    if (!each.isEmpty()) {
                        series.add(StepPoints.of(labels, each, steps));
                    }
                });
                yield new QueryValue.RangeMatrix(series);
            }
        };
    }

    /** Series that differ in a dropped name only are one, if they take turns. */
    private static Map<Labels, StepSeries> merged(Evaluated.Vector vector) {
        Map<Labels, StepSeries> merged = new TreeMap<>();
        for (StepSeries series : vector.series()) {
            merged.merge(
                    series.finalLabels(),
                    series,
                    (a, b) -> a.merged(b)
                            .orElseThrow(() ->
                                    QueryException.execution("vector cannot contain metrics with the same labelset")));
        }
        return merged;
    }

    private static QueryValue instant(Evaluated.Vector vector, TimeSteps steps) {
        List<QueryValue.Sample> samples = new ArrayList<>();
        merged(vector).forEach((labels, series) -> {
            if (series.isPresent(0)) {
                samples.add(
                        new QueryValue.Sample(labels, steps.startMillis(), series.values()[0], series.histogram(0)));
            }
        });
        return new QueryValue.InstantVector(samples);
    }
}
