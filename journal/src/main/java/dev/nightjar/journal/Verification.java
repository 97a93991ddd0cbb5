package dev.nightjar.journal;

/** Whether the journal is as it was written. */
public sealed interface Verification {
    /** Every entry is there, in order and unchanged. */
    record Intact(long events) implements Verification {}

    /**
     * @param offset of the first entry that is missing, changed or out of order; entries before it are as written
     * @param reason what was found there
     */
    record Broken(long offset, String reason) implements Verification {}
}
