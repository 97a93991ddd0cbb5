package dev.nightjar.query.promql;

import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.Labels;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.NativeHistogram.ResetHint;
import dev.nightjar.query.vector.Absent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes of classic histograms, series by bucket, native ones with the same bounds. */
final class ClassicToNative {
    /** The rows of one histogram. */
    private static final class Classic {
        final TreeMap<Double, List<SeriesRow.Point>> buckets = new TreeMap<>();
        List<SeriesRow.Point> counts = List.of();
        List<SeriesRow.Point> sums = List.of();
    }

    private ClassicToNative() {}

    static List<SeriesRow> converted(List<SeriesRow> rows) {
        Map<Labels, Classic> classics = new LinkedHashMap<>();
        for (SeriesRow row : rows) {
            String name = row.labels().metricName();
            int suffix = Math.max(name.lastIndexOf('_'), 0);
            Labels labels = row.labels().without("le").with(Labels.METRIC_NAME, name.substring(0, suffix));
            switch (name.substring(suffix)) {
                case "_bucket" ->
                    bound(row.labels().get("le"))
                            .ifPresent(bound -> classics.computeIfAbsent(labels, key -> new Classic())
                                    .buckets
                                    .putIfAbsent(bound, row.values()));
                case "_count" -> classics.computeIfAbsent(labels, key -> new Classic()).counts = row.values();
                case "_sum" -> classics.computeIfAbsent(labels, key -> new Classic()).sums = row.values();
                case String ignored -> {}
            }
        }
        List<SeriesRow> result = new ArrayList<>();
        classics.forEach((labels, classic) -> result.add(new SeriesRow(labels, points(classic))));
        return result;
    }

    private static Optional<Double> bound(String text) {
        try {
            return Optional.of(SeriesRow.number(text)).filter(bound -> !bound.isNaN());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<SeriesRow.Point> points(Classic classic) {
        int size = classic.buckets.values().stream().mapToInt(List::size).max().orElse(0);
        List<SeriesRow.Point> points = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            points.add(point(classic, i));
        }
        return points;
    }

    private static SeriesRow.Point point(Classic classic, int index) {
        List<Double> bounds = new ArrayList<>();
        List<Double> counts = new ArrayList<>();
        double below = 0;
        for (Map.Entry<Double, List<SeriesRow.Point>> bucket : classic.buckets.entrySet()) {
            double cumulative = value(bucket.getValue(), index);
            if (Absent.is(cumulative)) {
                continue;
            }
            bounds.add(bucket.getKey());
            counts.add(cumulative - below);
            below = cumulative;
        }
        if (bounds.isEmpty()) {
            return SeriesRow.Point.MISSING;
        }
        double count = value(classic.counts, index);
        double all = Absent.is(count) ? below : count;
        if (bounds.getLast() == Double.POSITIVE_INFINITY) {
            bounds.removeLast();
        } else {
            counts.add(all - below);
        }
        double sum = value(classic.sums, index);
        int[] indices = new int[counts.size()];
        java.util.Arrays.setAll(indices, i -> i);
        return new SeriesRow.Point(
                0,
                NativeHistogram.withBounds(
                        bounds.stream().mapToDouble(bound -> bound).toArray(),
                        ResetHint.UNKNOWN,
                        all,
                        Absent.is(sum) ? 0 : sum,
                        HistogramBuckets.of(
                                indices,
                                counts.stream().mapToDouble(each -> each).toArray())),
                false);
    }

    private static double value(List<SeriesRow.Point> points, int index) {
        return index < points.size() ? points.get(index).number() : Absent.VALUE;
    }
}
