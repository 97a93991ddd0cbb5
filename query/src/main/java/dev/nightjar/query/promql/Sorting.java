package dev.nightjar.query.promql;

import dev.nightjar.query.vector.Absent;
import dev.nightjar.query.vector.StepSeries;
import java.util.Comparator;
import java.util.List;

/** Orders the series of an instant query. Range queries have an order of their own. */
final class Sorting {
    private Sorting() {}

    /** NaN comes last in both directions; histograms are left out, even where nothing is put in order. */
    static List<StepSeries> byValue(List<StepSeries> vector, boolean descending) {
        if (vector.isEmpty() || vector.getFirst().values().length != 1) {
            return vector.stream()
                    .map(series -> series.hasHistograms() ? series.withValues(series.values()) : series)
                    .filter(series -> !series.isEmpty())
                    .toList();
        }
        return vector.stream()
                .filter(series -> !Absent.is(series.values()[0]))
                .sorted(Comparator.<StepSeries, Boolean>comparing(series -> Double.isNaN(series.values()[0]))
                        .thenComparing((a, b) -> Double.compare(a.values()[0], b.values()[0]) * (descending ? -1 : 1)))
                .toList();
    }

    /** By the values of these labels in {@link NaturalOrder}; then by all labels. */
    static List<StepSeries> byLabels(List<StepSeries> vector, List<String> names, boolean descending) {
        Comparator<StepSeries> order = Comparator.comparing(StepSeries::labels);
        for (String name : names.reversed()) {
            order = Comparator.<StepSeries, String>comparing(
                            series -> series.labels().get(name), NaturalOrder.OF_TEXTS)
                    .thenComparing(order);
        }
        return vector.stream().sorted(descending ? order.reversed() : order).toList();
    }
}
