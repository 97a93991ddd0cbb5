package dev.nightjar.model;

/**
 * Asks for summaries of stretches of time instead of single samples where the result is the same.
 *
 * @param resolutionMillis length of a stretch
 * @param afterMillis multiple of the resolution; samples up to it, inclusive, are wanted one by one
 * @param untilMillis multiple of the resolution; samples later than it are wanted one by one
 */
public record SummaryRequest(long resolutionMillis, long afterMillis, long untilMillis) {
    public static final long FIVE_MINUTES = 300_000;
    public static final long HOUR = 3_600_000;

    public SummaryRequest {
        if (resolutionMillis <= 0 || afterMillis % resolutionMillis != 0 || untilMillis % resolutionMillis != 0) {
            throw new IllegalArgumentException(
                    "stretches of " + resolutionMillis + " ms do not fill " + afterMillis + " to " + untilMillis);
        }
    }

    public boolean covers(long timestampMillis) {
        return timestampMillis > afterMillis && timestampMillis <= untilMillis;
    }

    /** Where the row ends that a sample belongs to: with its stretch, or with the sample itself if it stays single. */
    public long endOf(long timestampMillis) {
        return covers(timestampMillis) ? roundedUp(timestampMillis, resolutionMillis) : timestampMillis;
    }

    /** The first multiple of {@code step} that is not before {@code millis}. */
    static long roundedUp(long millis, long step) {
        return -Math.floorDiv(-millis, step) * step;
    }
}
