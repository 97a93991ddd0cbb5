package dev.nightjar.web.loki;

/**
 * What a query took.
 *
 * @param lines that the engine was handed, or counted without being handed them
 * @param bytes of text that the engine looked at
 * @param entries in the answer
 * @param seconds from the question to the answer; zero where nobody measured
 */
public record QueryCost(long lines, long bytes, long entries, double seconds) {
    long linesPerSecond() {
        return perSecond(lines);
    }

    long bytesPerSecond() {
        return perSecond(bytes);
    }

    /** What took no time that was measured has no speed. */
    private long perSecond(long amount) {
        return seconds > 0 ? Math.round(amount / seconds) : 0;
    }
}
