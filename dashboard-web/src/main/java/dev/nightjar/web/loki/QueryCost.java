package dev.nightjar.web.loki;

/**
 * What a query took.
 *
 * @param lines that the engine was handed, or counted without being handed them
 * @param bytes of text that the engine looked at
 * @param entries in the answer
 * @param seconds from the question to the answer
 */
public record QueryCost(long lines, long bytes, long entries, double seconds) {
    long linesPerSecond() {
        return Math.round(lines / Math.max(seconds, 1e-9));
    }

    long bytesPerSecond() {
        return Math.round(bytes / Math.max(seconds, 1e-9));
    }
}
