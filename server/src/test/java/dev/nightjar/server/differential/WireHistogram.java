package dev.nightjar.server.differential;

import java.util.List;
import java.util.SortedMap;

/**
 * A native histogram as a sender has it.
 *
 * @param floats whether counts are sent as fractions, not as whole numbers
 * @param hint about a reset, by its number in the protocol
 * @param positive counts by index
 * @param negative counts by index
 * @param bounds of its own, empty unless the schema says so
 */
record WireHistogram(
        long timeMillis,
        int schema,
        boolean floats,
        int hint,
        double count,
        double sum,
        double zeroThreshold,
        double zeroCount,
        SortedMap<Integer, Double> positive,
        SortedMap<Integer, Double> negative,
        List<Double> bounds) {
    static final int CUSTOM_SCHEMA = -53;
    static final int UNKNOWN = 0;
    static final int RESET = 1;
    static final int NO_RESET = 2;
    static final int GAUGE = 3;

    private static final double STALE = Double.longBitsToDouble(0x7ff0000000000002L);

    /** The marker of staleness in its place. */
    WireHistogram stale() {
        return new WireHistogram(
                timeMillis, schema, floats, hint, count, STALE, zeroThreshold, zeroCount, positive, negative, bounds);
    }
}
