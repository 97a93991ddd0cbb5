package dev.nightjar.ingest.scrape;

import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.SeriesCursor;
import dev.nightjar.model.SeriesReader;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Native histograms with bounds of their own that a store holds, in words. */
final class StoredHistograms {
    private StoredHistograms() {}

    /** Of each series whose last sample is a histogram that one. */
    static Map<Labels, String> in(SeriesReader store) {
        Map<Labels, String> found = new TreeMap<>();
        SampleBuffer samples = new SampleBuffer();
        try (SeriesCursor cursor = store.select(
                new SeriesSelection(List.of(new Matcher("__name__", Matcher.Op.MATCHES, ".+")), TimeRange.ALL))) {
            while (cursor.next()) {
                samples.clear();
                cursor.read(samples);
                NativeHistogram last = samples.histogram(samples.size() - 1);
                if (last != null) {
                    found.put(cursor.labels(), words(last.count(), last.sum(), buckets(last)));
                }
            }
        }
        return found;
    }

    private static List<String> buckets(NativeHistogram histogram) {
        double[] bounds = histogram.customBounds();
        List<String> buckets = new ArrayList<>();
        for (int i = 0; i < histogram.positive().size(); i++) {
            int index = histogram.positive().index(i);
            buckets.add(bucket(
                    index == 0 ? Double.NEGATIVE_INFINITY : bounds[index - 1],
                    index < bounds.length ? bounds[index] : Double.POSITIVE_INFINITY,
                    histogram.positive().count(i)));
        }
        return buckets;
    }

    /** {@code 6.0, sum 9.5: [0.5 to 1.0: 3.0]}. */
    static String words(double count, double sum, List<String> buckets) {
        return count + ", sum " + sum + ": " + buckets;
    }

    static String bucket(double from, double to, double count) {
        return from + " to " + to + ": " + count;
    }
}
