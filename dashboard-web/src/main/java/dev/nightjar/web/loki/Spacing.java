package dev.nightjar.web.loki;

/** Lets an entry pass where it lies at least an interval from the one that passed before it, forward or backward. */
final class Spacing {
    private final long intervalNanos;
    private boolean any;
    private long lastNanos;

    Spacing(long intervalNanos) {
        this.intervalNanos = intervalNanos;
    }

    boolean admits(long timeNanos) {
        if (any && Math.abs(timeNanos - lastNanos) < intervalNanos) {
            return false;
        }
        any = true;
        lastNanos = timeNanos;
        return true;
    }
}
