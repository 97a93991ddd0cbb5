package dev.nightjar.query.promql;

/**
 * Stretches a change between the first and the last sample of a window to the window's borders: all the way where
 * samples come near, by half an average interval where not.
 *
 * @param windowStart the window begins after this millisecond
 * @param windowEnd the window's last millisecond
 * @param samples how many there are from {@code firstMillis} to {@code lastMillis}
 * @param counterStart when the counter that the samples are of began, 0 if that is not known or it is none
 */
record Extrapolation(
        long windowStart, long windowEnd, long samples, long firstMillis, long lastMillis, long counterStart) {
    /** Samples further from the window's border than this many average intervals do not reach it. */
    private static final double REACH = 1.1;

    /** Whether the counter began within the window: it was zero then, so that even one sample shows a change. */
    boolean beganInside() {
        return counterStart != 0 && counterStart > windowStart && counterStart < firstMillis;
    }

    /** Whether there is a change to stretch at all. */
    boolean isKnown() {
        return samples > 1 || beganInside();
    }

    /** By how much a gauge's change is to be multiplied. */
    double factor() {
        return factor(toStart());
    }

    /**
     * By how much a counter's change is to be multiplied: it is never followed back beyond the time it would have been
     * zero, going on from {@code first} as it did in the window.
     */
    double factorOfCounter(double first, double change) {
        double toStart = toStart();
        if (!beganInside() && change > 0 && first >= 0) {
            toStart = Math.min(toStart, sampled() * (first / change));
        }
        return factor(toStart);
    }

    private double factor(double toStart) {
        double toEnd = (windowEnd - lastMillis) / 1000.0;
        if (toEnd >= interval() * REACH) {
            toEnd = interval() / 2;
        }
        return (sampled() + toStart + toEnd) / sampled();
    }

    private double toStart() {
        double toStart = (firstMillis - windowStart) / 1000.0;
        if (beganInside()) {
            return 0;
        }
        return toStart >= interval() * REACH ? interval() / 2 : toStart;
    }

    /** Seconds that the change took. */
    private double sampled() {
        return (lastMillis - (beganInside() ? counterStart : firstMillis)) / 1000.0;
    }

    private double interval() {
        return samples < 2 ? 0 : (lastMillis - firstMillis) / 1000.0 / (samples - 1);
    }
}
