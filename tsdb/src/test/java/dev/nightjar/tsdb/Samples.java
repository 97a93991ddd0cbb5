package dev.nightjar.tsdb;

import dev.nightjar.model.Labels;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.SeriesCursor;
import dev.nightjar.model.SeriesReader;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.TimeRange;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What a store holds, or should hold. */
final class Samples {
    static final SeriesSelection ALL = new SeriesSelection(List.of(), TimeRange.ALL);

    private Samples() {}

    static NavigableMap<Labels, NavigableMap<Long, Double>> all(SeriesReader reader) {
        return of(reader, ALL);
    }

    static NavigableMap<Labels, NavigableMap<Long, Double>> of(SeriesReader reader, SeriesSelection selection) {
        TreeMap<Labels, NavigableMap<Long, Double>> found = new TreeMap<>();
        SampleBuffer buffer = new SampleBuffer();
        try (SeriesCursor cursor = reader.select(selection)) {
            while (cursor.next()) {
                buffer.clear();
                cursor.read(buffer);
                NavigableMap<Long, Double> samples = new TreeMap<>();
                for (int i = 0; i < buffer.size(); i++) {
                    samples.put(buffer.timestampMillis(i), buffer.value(i));
                }
                if (found.put(cursor.labels(), samples) != null) {
                    throw new AssertionError("series " + cursor.labels() + " is there twice");
                }
            }
        }
        return found;
    }
}
