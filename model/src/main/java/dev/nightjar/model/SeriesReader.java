package dev.nightjar.model;

import java.util.List;

/** Answers selections of series. Thread-safe. What a sink has accepted is seen by every selection that begins later. */
public interface SeriesReader {
    /**
     * The selected series that have at least one sample in the range, each once, in no particular order. The caller
     * closes the cursor, from any thread.
     */
    SeriesCursor select(SeriesSelection selection);

    /** The labels of the selected series, each once; a store may answer by whole days, so some may lie just outside the range. */
    List<Labels> series(SeriesSelection selection);

    /** Names of labels that the selected series have, sorted. */
    List<String> labelNames(SeriesSelection selection);

    /** Values that the selected series have for {@code name}, sorted. */
    List<String> labelValues(String name, SeriesSelection selection);
}
