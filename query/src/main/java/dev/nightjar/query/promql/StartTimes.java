package dev.nightjar.query.promql;

/**
 * What the start times of two samples in a row say. A start time is since when a counter counts; 0 stands for unknown.
 * All times are milliseconds.
 */
final class StartTimes {
    private StartTimes() {}

    /**
     * Whether the counter began anew between them. A start just at the sample before is that of a delta, unless the
     * sample before does not know its own: then it is a counter whose start was never known (OpenTelemetry's rule).
     */
    static boolean restarted(long startBefore, long timeBefore, long start, long time) {
        if (start == 0 || start >= time || start < timeBefore) {
            return false;
        }
        return start > timeBefore || (startBefore != 0 && startBefore < timeBefore);
    }

    /** Whether a sample claims to count from before the sample ahead of it, but not from where that one counts. */
    static boolean overlap(long startBefore, long timeBefore, long start) {
        return start != 0 && start < timeBefore && start != startBefore;
    }
}
