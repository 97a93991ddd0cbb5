package dev.nightjar.ingest.scrape;

/**
 * When a target is scraped: every {@code intervalMillis}, at an offset that is its own, so that targets are spread over
 * the interval, and that is the same after each restart.
 */
public record ScrapeSlots(long intervalMillis, long offsetMillis) {
    /** A scrape that begins this little late has the time of its slot: even spacing is stored in far fewer bytes. */
    private static final long MOST_TOLERANCE_MILLIS = 2;

    public ScrapeSlots {
        if (intervalMillis <= 0 || offsetMillis < 0 || offsetMillis >= intervalMillis) {
            throw new IllegalArgumentException("no slots every " + intervalMillis + " ms at " + offsetMillis);
        }
    }

    public static ScrapeSlots of(long intervalMillis, long hash) {
        return new ScrapeSlots(intervalMillis, Long.remainderUnsigned(hash, intervalMillis));
    }

    /** The first slot after {@code millis}. */
    public long after(long millis) {
        return millis - Math.floorMod(millis - offsetMillis, intervalMillis) + intervalMillis;
    }

    /** The time to give to what is scraped for {@code slot} at {@code now}. */
    public long timeOf(long slot, long now) {
        long tolerance = Math.min(intervalMillis / 100, MOST_TOLERANCE_MILLIS);
        return Math.abs(now - slot) <= tolerance ? slot : now;
    }
}
