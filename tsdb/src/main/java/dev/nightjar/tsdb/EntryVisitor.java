package dev.nightjar.tsdb;

import dev.nightjar.model.Exemplar;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.NativeHistogram;

/** Is shown what an entry of the log holds, in its order. */
interface EntryVisitor {
    /** A series that the store did not know; its labels are {@code bytes[from, to)}. */
    void series(int id, byte[] bytes, int from, int to);

    void sample(int series, long time, long bits);

    /** A sample among others that are more than numbers; {@code start} is 0 if that is not known. */
    void number(int series, long time, long start, long bits);

    void histogram(int series, long time, long start, NativeHistogram histogram);

    void exemplar(int series, Exemplar exemplar);

    void metadata(MetricMetadata about, long seenMillis);

    void deletion(Deletion deletion);
}
