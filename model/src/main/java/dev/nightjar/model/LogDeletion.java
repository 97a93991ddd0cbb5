package dev.nightjar.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A deletion of log lines and how far it is.
 *
 * @param id by which it can be cancelled
 * @param query which lines, in LogQL
 * @param range within which
 * @param accepted when it was asked for; from then on the lines are not seen
 * @param blocksToDo blocks that may hold such lines; grows while days are looked at
 * @param blocksDone how many of these were looked into
 * @param linesDeleted that left the files so far
 * @param bytesFreed on the disk so far
 * @param ended when it was done, cancelled or given up
 * @param problem why it does not go on, or was given up; empty where all is well
 */
public record LogDeletion(
        String id,
        String query,
        NanoRange range,
        Instant accepted,
        State state,
        long blocksToDo,
        long blocksDone,
        long linesDeleted,
        long bytesFreed,
        Optional<Instant> ended,
        String problem) {
    /** Where a deletion stands. */
    public enum State {
        /** The lines are not seen any more; nothing was removed from the files yet. */
        ACCEPTED,
        /** The lines are being removed from the files. */
        RUNNING,
        /** No file has any of the lines. */
        DONE,
        CANCELLED,
        /** It could not be carried out; {@code problem} says why. What was not removed is seen again. */
        FAILED
    }
}
