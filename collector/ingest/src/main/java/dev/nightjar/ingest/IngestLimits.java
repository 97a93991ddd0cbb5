package dev.nightjar.ingest;

/**
 * What a sender may ask of us.
 *
 * @param maxBodyBytes of a body as it is on the wire
 * @param maxDecodedBytes of a body after decompression
 * @param maxLineBytes of one log line; longer ones are refused, the rest of their push is stored
 * @param maxInFlightBytes of bodies being decoded and stored at one time; more are answered "overloaded"
 * @param maxLabelsPerStream labels of a log stream
 */
public record IngestLimits(
        int maxBodyBytes, int maxDecodedBytes, int maxLineBytes, long maxInFlightBytes, int maxLabelsPerStream) {
    private static final int MIB = 1 << 20;

    public static final IngestLimits DEFAULTS = new IngestLimits(16 * MIB, 32 * MIB, MIB / 4, 256L * MIB, 30);

    public IngestLimits {
        if (maxBodyBytes <= 0 || maxDecodedBytes <= 0 || maxLineBytes <= 0 || maxInFlightBytes <= 0) {
            throw new IllegalArgumentException("ingest limits must be positive");
        }
        if (maxLabelsPerStream <= 0) {
            throw new IllegalArgumentException("ingest limit maxLabelsPerStream must be positive");
        }
    }
}
