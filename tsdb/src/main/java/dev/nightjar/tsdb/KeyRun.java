package dev.nightjar.tsdb;

import dev.nightjar.model.Labels;
import java.util.ArrayList;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/**
 * Some series whose chunks of a day lie side by side: {@code [from, to)} of the array they came in. What lies between
 * their keys is theirs, so a range of keys may be deleted for them.
 */
record KeyRun(int from, int to) {
    int count() {
        return to - from;
    }

    /** Cuts {@code order}, metric and id in the order of keys, where another active series lies in between. */
    static List<KeyRun> of(long[] order, RoaringBitmap active, SeriesTable table, PairDictionary dictionary) {
        List<KeyRun> runs = new ArrayList<>();
        int from = 0;
        while (from < order.length) {
            int metricEnd = from + 1;
            while (metricEnd < order.length && order[metricEnd] >>> 32 == order[from] >>> 32) {
                metricEnd++;
            }
            RoaringBitmap others = RoaringBitmap.and(active, postings((int) order[from], table, dictionary));
            for (int i = from; i < metricEnd; i++) {
                others.remove((int) order[i]);
            }
            int start = from;
            for (int i = from + 1; i <= metricEnd; i++) {
                if (i == metricEnd || isBetween(others, (int) order[i - 1], (int) order[i])) {
                    runs.add(new KeyRun(start, i));
                    start = i;
                }
            }
            from = metricEnd;
        }
        return runs;
    }

    private static boolean isBetween(RoaringBitmap others, int low, int high) {
        long next = others.nextValue(low);
        return next >= 0 && next < high;
    }

    /** All series of the same metric. */
    private static RoaringBitmap postings(int series, SeriesTable table, PairDictionary dictionary) {
        for (int pair : table.pairs(series)) {
            if (dictionary.pair(pair).name().equals(Labels.METRIC_NAME)) {
                return dictionary.postings(pair);
            }
        }
        throw new IllegalStateException("series " + series + " has no metric name");
    }
}
