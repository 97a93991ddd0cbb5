package dev.nightjar.query;

/** What other threads may do about one running query: ask it to stop, and see how far it is. */
public final class Cancellation {
    private volatile String reason = "";
    private volatile long samples;

    public void cancel() {
        cancel("the query was canceled");
    }

    /** The first to cancel names the reason, which becomes the query's error. */
    public synchronized void cancel(String why) {
        if (reason.isEmpty()) {
            reason = why;
        }
    }

    public boolean isCanceled() {
        return !reason.isEmpty();
    }

    /** Why the query is to stop; empty while it is not. */
    public String reason() {
        return reason;
    }

    /** How many samples the query has read and computed so far. */
    public long samples() {
        return samples;
    }

    /** Called by the query's own thread only. */
    void report(long samplesSoFar) {
        samples = samplesSoFar;
    }
}
