package dev.nightjar.ingest.otlp;

import dev.nightjar.model.Exemplar;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.SeriesCursor;
import dev.nightjar.model.SeriesExemplars;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.StaleMarker;
import dev.nightjar.model.TimeRange;
import dev.nightjar.testkit.InMemorySeriesStore;
import java.util.ArrayList;
import java.util.List;

/** What a store of samples holds, as text. */
final class Stored {
    private Stored() {}

    /** Each series with its samples, {@code up{job="a"} 1@1000}, a start time as {@code <since}; times in seconds. */
    static List<String> series(InMemorySeriesStore store) {
        List<String> series = new ArrayList<>();
        try (SeriesCursor cursor = store.select(new SeriesSelection(List.of(), TimeRange.ALL))) {
            while (cursor.next()) {
                SampleBuffer samples = new SampleBuffer();
                cursor.read(samples);
                StringBuilder text = new StringBuilder(cursor.labels().toString());
                for (int i = 0; i < samples.size(); i++) {
                    text.append(' ').append(value(samples, i)).append('@').append(samples.timestampMillis(i) / 1000.0);
                    if (samples.startMillis(i) != 0) {
                        text.append('<').append(samples.startMillis(i) / 1000.0);
                    }
                }
                series.add(text.toString());
            }
        }
        return series;
    }

    private static String value(SampleBuffer samples, int index) {
        NativeHistogram histogram = samples.histogram(index);
        double value = samples.value(index);
        return histogram != null ? histogram.toString() : StaleMarker.is(value) ? "stale" : Double.toString(value);
    }

    static List<String> exemplars(InMemorySeriesStore store) {
        List<String> all = new ArrayList<>();
        for (SeriesExemplars of : store.exemplars(new SeriesSelection(List.of(), TimeRange.ALL))) {
            for (Exemplar exemplar : of.exemplars()) {
                all.add(of.series() + " " + exemplar.labels() + " " + exemplar.value() + "@"
                        + exemplar.timestampMillis() / 1000.0);
            }
        }
        return all;
    }
}
