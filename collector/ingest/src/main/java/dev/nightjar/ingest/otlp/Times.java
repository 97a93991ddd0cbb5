package dev.nightjar.ingest.otlp;

/**
 * When a data point was taken and since when it counts, in nanoseconds since the epoch.
 *
 * @param startNanos 0 if not said
 */
record Times(long nanos, long startNanos) {
    long millis() {
        return nanos / 1_000_000;
    }

    long startMillis() {
        return startNanos / 1_000_000;
    }
}
