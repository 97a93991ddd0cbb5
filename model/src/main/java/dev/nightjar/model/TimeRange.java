package dev.nightjar.model;

/** Samples' time, in milliseconds since the epoch. Both ends are inside. */
public record TimeRange(long startMillis, long endMillis) {
    public TimeRange {
        if (endMillis < startMillis) {
            throw new IllegalArgumentException("range ends at " + endMillis + " before it starts at " + startMillis);
        }
    }

    public static final TimeRange ALL = new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE);

    public boolean contains(long timeMillis) {
        return timeMillis >= startMillis && timeMillis <= endMillis;
    }

    public boolean overlaps(long firstMillis, long lastMillis) {
        return firstMillis <= endMillis && lastMillis >= startMillis;
    }
}
