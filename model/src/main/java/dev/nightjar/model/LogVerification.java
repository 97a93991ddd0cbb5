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
 * @param heads the end of each day's chains, signed; keep them elsewhere to have what was stored by now proven later
 * @param faults what is not as it was written; empty when all is well
 */
public record LogVerification(
        int days, int streams, long blocks, long lines, long removals, List<Head> heads, List<LogFault> faults) {
    public LogVerification {
        heads = List.copyOf(heads);
        faults = List.copyOf(faults);
    }

    /**
     * The signed end of a day's chains.
     *
     * @param day as {@code 2026-11-21}
     * @param digest over the ends of all its chains, hexadecimal
     * @param signature Ed25519, hexadecimal
     */
    public record Head(String day, long generation, String digest, String signature) {}
}
