package dev.nightjar.query.vector;

import dev.nightjar.model.Labels;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.query.NumberText;
import dev.nightjar.query.QueryBudget;
import dev.nightjar.query.histogram.HistogramText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code count_values}: one series per different value, the value being a label. */
final class CountValuesAggregation implements Aggregation {
    private final Grouping.Key key;
    private final String label;
    /** {@code without} the very label of the values, as which the name always counts: then only their number is left. */
    private final boolean dropped;

    private final int steps;
    private final QueryBudget budget;
    private final Map<Labels, double[]> counts = new LinkedHashMap<>();

    CountValuesAggregation(Grouping grouping, String label, int steps, QueryBudget budget) {
        this.key = grouping.key();
        this.dropped = grouping.without()
                && (label.equals(Labels.METRIC_NAME) || grouping.labels().contains(label));
        this.label = label;
        this.steps = steps;
        this.budget = budget;
    }

    @Override
    public void add(StepSeries series) {
        Labels group = key.of(series.labels());
        for (int step = 0; step < steps && series.hasHistograms(); step++) {
            NativeHistogram histogram = series.histogram(step);
            if (histogram != null) {
                counts(group, HistogramText.of(histogram))[step]++;
            }
        }
        double last = Absent.VALUE;
        double[] lastCounts = new double[0];
        for (int step = 0; step < steps; step++) {
            double value = series.values()[step];
            if (Absent.is(value)) {
                continue;
            }
            if (Double.doubleToLongBits(value) != Double.doubleToLongBits(last) || lastCounts.length == 0) {
                last = value;
                lastCounts = counts(group, NumberText.plain(value));
            }
            lastCounts[step]++;
        }
    }

    private double[] counts(Labels group, String value) {
        Labels counted = dropped ? group : group.with(label, value);
        return counts.computeIfAbsent(counted, labels -> {
            budget.held(steps);
            return new double[steps];
        });
    }

    /** None that the budget does not know of already. */
    @Override
    public long kept() {
        return 0;
    }

    @Override
    public List<StepSeries> finish() {
        List<StepSeries> result = new ArrayList<>(counts.size());
        counts.forEach((labels, values) -> {
            for (int step = 0; step < steps; step++) {
                if (values[step] == 0) {
                    values[step] = Absent.VALUE;
                }
            }
            result.add(new StepSeries(labels, values));
        });
        return result;
    }
}
