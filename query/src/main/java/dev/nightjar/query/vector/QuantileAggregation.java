package dev.nightjar.query.vector;

import dev.nightjar.query.Annotations;
import dev.nightjar.query.NumberText;
import java.util.ArrayList;
import java.util.List;

/** {@code quantile}: of each group's values at each step. */
final class QuantileAggregation implements Aggregation {
    private final GroupedSeries groups;
    private final double[] quantiles;
    private final Annotations.Place place;

    QuantileAggregation(Grouping grouping, double[] quantiles, Annotations.Place place) {
        this.groups = new GroupedSeries(grouping);
        this.quantiles = quantiles;
        this.place = place;
    }

    @Override
    public void add(StepSeries series) {
        groups.add(series);
    }

    @Override
    public long kept() {
        return groups.kept();
    }

    @Override
    public List<StepSeries> finish() {
        // Behind what its own series had to say: of the same said twice, the outermost is shown.
        Extremes.of(quantiles)
                .outside(0, 1)
                .forEach(q -> place.warn("quantile value should be between 0 and 1, got " + NumberText.general(q)));
        List<StepSeries> result = new ArrayList<>();
        groups.sorted().forEach((labels, group) -> {
            double[] values = Absent.array(quantiles.length);
            double[] column = new double[group.size()];
            for (int step = 0; step < quantiles.length; step++) {
                int present = 0;
                for (StepSeries series : group) {
                    double value = series.values()[step];
                    if (!Absent.is(value)) {
                        column[present++] = value;
                    }
                }
                if (present > 0) {
                    values[step] = Quantile.of(quantiles[step], column, present);
                }
            }
            if (!Absent.isAll(values)) {
                result.add(new StepSeries(labels, group.getFirst().dropName(), values));
            }
        });
        return result;
    }
}
