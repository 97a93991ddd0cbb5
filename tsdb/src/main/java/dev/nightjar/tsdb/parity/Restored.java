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

    /** For the list of damages, where anything was restored. */
    public String words() {
        return bytes + " bytes from there on were not as written and have been restored"
                + (lostBytes == 0 ? ": nothing is lost" : "; " + lostBytes + " others could not be");
    }
}
