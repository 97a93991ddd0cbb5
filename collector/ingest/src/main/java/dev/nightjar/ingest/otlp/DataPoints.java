package dev.nightjar.ingest.otlp;

import dev.nightjar.ingest.MalformedException;

/** Reads data points of one type, and writes what they say as series. */
interface DataPoints {
    /** The flag of a point that says only that the series has ended. */
    long NO_RECORDED_VALUE = 1;

    /**
     * Reads the point that ends at {@code end}.
     *
     * @return its time, in nanoseconds
     */
    long read(Metric metric, int end) throws MalformedException, RefusedPointException;
}
