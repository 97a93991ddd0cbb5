package dev.nightjar.tsdb;

import dev.nightjar.model.Label;
import dev.nightjar.model.Labels;
import dev.nightjar.model.SeriesStatistics.Count;
import dev.nightjar.tsdb.SeriesIndex.View;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/**
 * Counts series by metric, label, pair and source out of the postings: one walk over the pairs of the view's days, no
 * series is looked at.
 */
record Cardinality(
        long active,
        long pairs,
        List<Count> seriesByMetric,
        List<Count> valuesByLabel,
        List<Count> bytesByLabel,
        List<Count> seriesByPair,
        List<Count> seriesBySource) {
    /** The number of a pair in its series. */
    private static final int BYTES_A_SERIES = 4;

    static Cardinality of(View view, int limit) {
        RoaringBitmap active = Selector.active(view);
        Largest metrics = new Largest(limit);
        Largest pairs = new Largest(limit);
        Map<String, long[]> labels = new HashMap<>();
        RoaringBitmap present = Selector.activePairs(view);
        present.forEach((int id) -> {
            Label pair = view.dictionary().pair(id);
            RoaringBitmap postings = view.dictionary().postings(id);
            long series = RoaringBitmap.andCardinality(active, postings);
            if (pair.name().equals(Labels.METRIC_NAME)) {
                metrics.offer(series, pair::value);
            }
            pairs.offer(series, () -> pair.name() + "=" + pair.value());
            long[] sums = labels.computeIfAbsent(pair.name(), name -> new long[2]);
            sums[0]++;
            sums[1] +=
                    pair.name().length() + pair.value().length() + BYTES_A_SERIES * series + postings.getSizeInBytes();
        });
        Largest values = new Largest(limit);
        Largest bytes = new Largest(limit);
        labels.forEach((name, sums) -> {
            values.offer(sums[0], () -> name);
            bytes.offer(sums[1], () -> name);
        });
        return new Cardinality(
                active.getCardinality(),
                present.getCardinality(),
                metrics.list(),
                values.list(),
                bytes.list(),
                pairs.list(),
                sources(view, active, limit));
    }

    private static List<Count> sources(View view, RoaringBitmap active, int limit) {
        Largest sources = new Largest(limit);
        RoaringBitmap rest = active.clone();
        for (String name : SeriesSource.LABELS) {
            RoaringBitmap named = new RoaringBitmap();
            for (int id : view.dictionary().idsOf(name)) {
                RoaringBitmap series = RoaringBitmap.and(rest, view.dictionary().postings(id));
                sources.offer(
                        series.getCardinality(),
                        () -> SeriesSource.text(view.dictionary().pair(id)));
                named.or(series);
            }
            rest.andNot(named);
        }
        sources.offer(rest.getCardinality(), () -> SeriesSource.UNKNOWN);
        return sources.list();
    }
}
