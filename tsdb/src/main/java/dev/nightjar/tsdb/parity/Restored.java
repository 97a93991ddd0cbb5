package dev.nightjar.tsdb.parity;

/**
 * What became of a file's damaged pages.
 *
 * @param from where the first of those that were restored begins
 * @param bytes of all that were restored
 * @param lostBytes of those that could not be
 */
public record Restored(long from, long bytes, long lostBytes) {
    static final Restored NOTHING = new Restored(0, 0, 0);
}
