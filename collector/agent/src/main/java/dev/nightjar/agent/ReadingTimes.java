package dev.nightjar.agent;

import java.time.Instant;

/**
 * When ranges of files were read, no nanosecond given to two lines: a store keeps equal lines of one stream and moment
 * once, and a file and what rotation made of it are one stream. Used by one thread.
 */
final class ReadingTimes {
    private long free = Long.MIN_VALUE;

    /**
     * Nanoseconds since the epoch for the first line of a range; the next ones follow it.
     *
     * @param most lines there may be in it
     */
    long next(Instant now, int most) {
        long at = Math.max(free, now.getEpochSecond() * 1_000_000_000L + now.getNano());
        free = at + most;
        return at;
    }
}
