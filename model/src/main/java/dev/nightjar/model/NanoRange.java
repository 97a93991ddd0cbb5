package dev.nightjar.model;

/** Log lines' time, in nanoseconds since the epoch: the start is inside, the end is not. */
public record NanoRange(long startNanos, long endNanos) {
    public NanoRange {
        if (endNanos < startNanos) {
            throw new IllegalArgumentException("range ends at " + endNanos + " before it starts at " + startNanos);
        }
    }

    public static final NanoRange ALL = new NanoRange(Long.MIN_VALUE, Long.MAX_VALUE);

    public boolean contains(long timeNanos) {
        return timeNanos >= startNanos && timeNanos < endNanos;
    }

    /** Whether anything of {@code [firstNanos, lastNanos]}, both inside, lies in this range. */
    public boolean overlaps(long firstNanos, long lastNanos) {
        return firstNanos < endNanos && lastNanos >= startNanos;
    }
}
