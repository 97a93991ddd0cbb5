package dev.nightjar.ingest.exposition;

/** A line that is not what the format allows. The message says which line, what was found, and what belongs there. */
public final class ExpositionException extends Exception {
    private final long line;

    ExpositionException(long line, String message) {
        super("line " + line + ": " + message);
        this.line = line;
    }

    /** Counted from 1. */
    public long line() {
        return line;
    }
}
