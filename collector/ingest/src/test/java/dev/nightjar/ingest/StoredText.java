package dev.nightjar.ingest;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogCursor;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.NanoRange;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.SeriesCursor;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.StaleMarker;
import dev.nightjar.model.TimeRange;
import dev.nightjar.testkit.InMemoryLogStore;
import dev.nightjar.testkit.InMemorySeriesStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What is in a store, as text to compare: {@code up{job="a"} 1.0@1000 stale@2000}. */
public final class StoredText {
    private StoredText() {}

    /** A series each, in the store's order. */
    public static List<String> of(InMemorySeriesStore store) {
        List<String> series = new ArrayList<>();
        try (SeriesCursor cursor = store.select(new SeriesSelection(List.of(), TimeRange.ALL))) {
            while (cursor.next()) {
                SampleBuffer samples = new SampleBuffer();
                cursor.read(samples);
                StringBuilder text = new StringBuilder(cursor.labels().toString());
                for (int i = 0; i < samples.size(); i++) {
                    text.append(' ').append(value(samples, i)).append('@').append(samples.timestampMillis(i));
                }
                series.add(text.toString());
            }
        }
        return series;
    }

    private static String value(SampleBuffer samples, int i) {
        if (samples.histogram(i) != null) {
            return String.valueOf(samples.histogram(i));
        }
        double value = samples.value(i);
        return StaleMarker.is(value) ? "stale" : Double.toString(value);
    }

    /** A line each, {@code {app="a"} 1000 text {k="v"}}, oldest first; without metadata the last part is missing. */
    public static List<String> of(InMemoryLogStore store) {
        List<String> text = new ArrayList<>();
        try (LogCursor lines =
                store.select(new LogSelection(List.of(), NanoRange.ALL, LogSelection.Order.OLDEST_FIRST, List.of()))) {
            while (lines.next()) {
                Labels metadata = lines.metadata();
                text.add(lines.labels() + " " + lines.timestampNanos() + " "
                        + new String(lines.line(), StandardCharsets.UTF_8)
                        + (metadata.isEmpty() ? "" : " " + metadata));
            }
        }
        return text;
    }
}
