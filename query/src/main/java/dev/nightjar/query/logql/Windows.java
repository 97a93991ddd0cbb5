package dev.nightjar.query.logql;

import dev.nightjar.model.NanoRange;
import dev.nightjar.query.TimeSteps;

/** The windows {@code (t - range, t]} of a range function at every step, in nanoseconds, shifted by its offset. */
record Windows(long firstEndNanos, long stepNanos, int count, long rangeNanos) {
    private static final long MILLI = 1_000_000L;

    static Windows of(TimeSteps steps, long rangeNanos, long shiftNanos) {
        long first = Math.subtractExact(Math.multiplyExact(steps.startMillis(), MILLI), shiftNanos);
        return new Windows(first, Math.multiplyExact(steps.stepMillis(), MILLI), steps.count(), rangeNanos);
    }

    long end(int step) {
        return firstEndNanos + step * stepNanos;
    }

    /** Everything the windows cover; the end of a range is outside it. */
    NanoRange all() {
        return new NanoRange(firstEndNanos - rangeNanos + 1, end(count - 1) + 1);
    }

    /** The first step whose window holds the time; may be {@link #count}. */
    int first(long timeNanos) {
        if (timeNanos <= firstEndNanos) {
            return 0;
        }
        return stepNanos == 0 ? count : (int) Math.min(count, Math.ceilDiv(timeNanos - firstEndNanos, stepNanos));
    }

    /** One past the last step whose window holds the time. */
    int end(long timeNanos) {
        long beyond = timeNanos + rangeNanos - firstEndNanos;
        if (beyond <= 0) {
            return 0;
        }
        return stepNanos == 0 ? count : (int) Math.min(count, Math.ceilDiv(beyond, stepNanos));
    }

    /** Whether any window holds the time. */
    boolean holds(long timeNanos) {
        return first(timeNanos) < end(timeNanos);
    }
}
