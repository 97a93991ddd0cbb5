package dev.nightjar.model;

import java.util.List;

/**
 * What came out when stored log lines were compared with their chains of digests.
 *
 * @param days looked at
 * @param streams of these days, each day counted
 * @param blocks read in full
 * @param lines in them
 * @param removals of blocks, by retention or deletion, that the chains tell of
 * @param unsealed what is in the write-ahead log only
 * @param heads the end of each day's chains, signed; keep them elsewhere to have what was stored by now proven later
 * @param faults what is not as it was written; empty when all is well
 */
public record LogVerification(
        int days,
        int streams,
        long blocks,
        long lines,
        long removals,
        Unsealed unsealed,
        List<Head> heads,
        List<LogFault> faults) {
    public LogVerification {
        heads = List.copyOf(heads);
        faults = List.copyOf(faults);
    }

    /**
     * Lines that no sealed block has yet, so that no chain vouches for them: the checksums of the write-ahead log do.
     *
     * @param lines as they came: one that was sent twice counts twice
     * @param bytes of their text
     * @param intact whether every record of the log has the checksum it was written with; where not, the faults say
     *     which has not, and what stands behind it in its file is not counted
     */
    public record Unsealed(long lines, long bytes, boolean intact) {}

    /**
     * The signed end of a day's chains.
     *
     * @param day as {@code 2026-11-21}
     * @param digest over the ends of all its chains, hexadecimal
     * @param signature Ed25519, hexadecimal
     */
    public record Head(String day, long generation, String digest, String signature) {}
}
