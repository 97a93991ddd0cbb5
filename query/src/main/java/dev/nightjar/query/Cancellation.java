package dev.nightjar.query;

/** Asks a running query to stop; any thread may. */
public final class Cancellation {
    private volatile boolean canceled;

    public void cancel() {
        canceled = true;
    }

    public boolean isCanceled() {
        return canceled;
    }
}
