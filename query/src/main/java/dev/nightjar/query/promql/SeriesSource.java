package dev.nightjar.query.promql;

import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.SeriesCursor;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.StaleMarker;
import dev.nightjar.model.TimeRange;
import dev.nightjar.query.histogram.StoredHints;
import dev.nightjar.query.vector.Absent;
import java.util.List;
import java.util.Optional;

/** Reads selected series one by one, each decoded once into the same buffer. */
final class SeriesSource {
    /** Takes one series; the buffer is used again for the next. */
    interface Taker {
        void take(Labels labels, boolean dropName, SampleBuffer samples);
    }

    private SeriesSource() {}

    /** {@code fromMillis} and {@code toMillis} are both inside. */
    static void read(QueryScope scope, List<Matcher> matchers, long fromMillis, long toMillis, Taker taker) {
        if (fromMillis > toMillis) {
            return;
        }
        SeriesSelection selection = new SeriesSelection(matchers, new TimeRange(fromMillis, toMillis));
        SampleBuffer samples = new SampleBuffer();
        try (SeriesCursor cursor = scope.reader().select(selection)) {
            int series = 0;
            long work = 0;
            while (!SeriesPortion.isLong(work)) {
                if (!readNext(scope, cursor, samples, taker)) {
                    break;
                }
                series++;
                work += SeriesPortion.WORK_A_SERIES + samples.size();
            }
            if (SeriesPortion.isLong(work)) {
                readRest(scope, cursor, SeriesPortion.places(series, work), samples, taker);
            }
            scope.recorder().ifPresent(plan -> plan.chunks(cursor.chunksRead()));
        }
    }

    /** Together with other threads, if there are any. */
    private static void readRest(QueryScope scope, SeriesCursor cursor, int places, SampleBuffer samples, Taker taker) {
        Optional<SharedReading> shared = scope.secondReaders().share(cursor, places);
        if (shared.isPresent()) {
            try (SharedReading reading = shared.get()) {
                reading.forEach((labels, read) -> handOver(scope, labels, read, taker));
            }
            return;
        }
        boolean more = true;
        while (more) {
            more = readNext(scope, cursor, samples, taker);
        }
    }

    private static boolean readNext(QueryScope scope, SeriesCursor cursor, SampleBuffer samples, Taker taker) {
        if (!cursor.next()) {
            return false;
        }
        samples.clear();
        cursor.read(samples);
        handOver(scope, cursor.labels(), samples, taker);
        return true;
    }

    private static void handOver(QueryScope scope, Labels labels, SampleBuffer samples, Taker taker) {
        StoredHints.settle(samples);
        scope.budget().series(samples.size());
        scope.recorder().ifPresent(plan -> plan.read(samples.size()));
        taker.take(labels, false, samples);
    }

    /** Takes stale markers out, as range vectors do not see them, and makes every NaN the ordinary one. */
    static void dropStale(SampleBuffer samples) {
        double[] values = samples.values();
        int kept = 0;
        for (int i = 0; i < samples.size(); i++) {
            if (Double.isNaN(values[i])) {
                NativeHistogram histogram = samples.histogram(i);
                if (histogram == null ? StaleMarker.is(values[i]) : isStale(histogram)) {
                    continue;
                }
                values[i] = Double.NaN;
            }
            if (kept < i) {
                samples.move(i, kept);
            }
            kept++;
        }
        samples.size(kept);
    }

    /** A histogram that says its series ended: its sum is a stale marker. */
    static boolean isStale(NativeHistogram histogram) {
        return StaleMarker.is(histogram.sum());
    }

    /** The value an instant selector sees: absent after a stale marker. */
    static double visible(double value) {
        return StaleMarker.is(value) ? Absent.VALUE : Absent.canonical(value);
    }
}
