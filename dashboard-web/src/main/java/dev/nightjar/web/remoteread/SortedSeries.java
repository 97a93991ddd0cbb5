package dev.nightjar.web.remoteread;

import dev.nightjar.model.Labels;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.SeriesCursor;
import dev.nightjar.model.SeriesReader;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.query.Cancellation;
import dev.nightjar.query.ErrorKind;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.histogram.StoredHints;
import dev.nightjar.web.http.HttpProblem;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads what a query selects into encoded series, sorted by labels: clients merge what several stores answer. Not
 * thread-safe.
 */
final class SortedSeries {
    private final SeriesCoding coding;
    private final Cancellation cancellation;
    private final SampleBuffer samples = new SampleBuffer();
    private final long limit;
    private long left;

    SortedSeries(SeriesCoding coding, long mostSamples, Cancellation cancellation) {
        this.coding = coding;
        this.limit = mostSamples;
        this.left = mostSamples;
        this.cancellation = cancellation;
    }

    SortedMap<Labels, byte[]> of(SeriesReader series, SeriesSelection query) {
        SortedMap<Labels, byte[]> encoded = new TreeMap<>();
        try (SeriesCursor cursor = series.select(query)) {
            while (cursor.next()) {
                if (cancellation.isCanceled()) {
                    throw new QueryException(ErrorKind.CANCELED, "the query was canceled");
                }
                samples.clear();
                cursor.read(samples);
                StoredHints.settle(samples);
                left -= samples.size();
                if (left < 0) {
                    throw new HttpProblem(
                            400, "exceeded sample limit (" + limit + ")", null, "ask for less time or fewer series");
                }
                if (samples.size() > 0) {
                    encoded.put(cursor.labels(), coding.encode(cursor.labels(), samples));
                }
            }
        }
        return encoded;
    }

    /** How many more samples may be read. */
    long left() {
        return left;
    }
}
