package dev.nightjar.agent.host;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What {@code adjtimex(2)} answers, in the kernel's units: most times in micro- or nanoseconds as {@code status} says,
 * frequencies in parts per million with 16 bits after the point.
 *
 * @param state of the clock; 5 says that it is not synchronised
 */
record ClockState(
        int state,
        long offset,
        long frequency,
        long mostError,
        long estimatedError,
        int status,
        long constant,
        long tick,
        long ppsFrequency,
        long ppsJitter,
        int ppsShift,
        long ppsStability,
        long jitterCount,
        long calibrationCount,
        long errorCount,
        long stabilityCount,
        int tai) {
    private static final int TIME_ERROR = 5;
    private static final int STATUS_NANO = 0x2000;

    /** Reads {@code struct timex} as 64-bit Linux lays it out. */
    static ClockState of(int state, MemorySegment timex) {
        return new ClockState(
                state,
                longAt(timex, 8),
                longAt(timex, 16),
                longAt(timex, 24),
                longAt(timex, 32),
                intAt(timex, 40),
                longAt(timex, 48),
                longAt(timex, 88),
                longAt(timex, 96),
                longAt(timex, 104),
                intAt(timex, 112),
                longAt(timex, 120),
                longAt(timex, 128),
                longAt(timex, 136),
                longAt(timex, 144),
                longAt(timex, 152),
                intAt(timex, 160));
    }

    private static long longAt(MemorySegment struct, long offset) {
        return struct.get(ValueLayout.JAVA_LONG, offset);
    }

    private static int intAt(MemorySegment struct, long offset) {
        return struct.get(ValueLayout.JAVA_INT, offset);
    }

    boolean synchronised() {
        return state != TIME_ERROR;
    }

    /** Units of {@code offset} and {@code ppsJitter} in a second. */
    double unitsPerSecond() {
        return (status & STATUS_NANO) == 0 ? 1e6 : 1e9;
    }
}
