package dev.nightjar.tsdb;

import dev.nightjar.model.TimeRange;

/** Days since the epoch, UTC, in two unsigned bytes: to June 2149. Chunks, the index and retention go by them. */
final class Day {
    static final long MILLIS = 86_400_000;
    static final int LAST = 0xffff;

    private Day() {}

    static int of(long timeMillis) {
        return (int) Math.floorDiv(timeMillis, MILLIS);
    }

    static long startMillis(int day) {
        return day * MILLIS;
    }

    /** All of the day. */
    static TimeRange range(int day) {
        return new TimeRange(startMillis(day), startMillis(day + 1) - 1);
    }

    /** The nearest day that exists. */
    static int clamped(long timeMillis) {
        return Math.clamp(Math.floorDiv(timeMillis, MILLIS), 0, LAST);
    }
}
