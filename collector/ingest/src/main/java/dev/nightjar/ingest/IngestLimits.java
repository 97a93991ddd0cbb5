package dev.nightjar.ingest;

import java.time.Duration;

/**
 * What a sender may ask of us.
 *
 * @param maxBodyBytes of a body as it is on the wire
 * @param maxDecodedBytes of a body after decompression
 * @param maxLineBytes of one log line; longer ones are refused, the rest of their push is stored
 * @param maxInFlightBytes of bodies arriving, being decoded and being stored at one time; more are answered "overloaded"
 * @param maxLabelsPerStream labels of a log stream
 * @param maxDecodingBytes what bodies being decoded at one time may take, at their worst; others wait, compressed
 * @param maxBodyTime within which a body must have arrived
 */
public record IngestLimits(
        int maxBodyBytes,
        int maxDecodedBytes,
        int maxLineBytes,
        long maxInFlightBytes,
        int maxLabelsPerStream,
        long maxDecodingBytes,
        Duration maxBodyTime) {
    private static final int MIB = 1 << 20;

    /** Such that bodies at their limits fit into half of this process' heap. */
    public static final IngestLimits DEFAULTS = forHeap(Runtime.getRuntime().maxMemory());

    public IngestLimits {
        if (maxBodyBytes <= 0 || maxDecodedBytes <= 0 || maxLineBytes <= 0 || maxInFlightBytes <= 0) {
            throw new IllegalArgumentException("ingest limits must be positive");
        }
        if (maxLabelsPerStream <= 0 || maxDecodingBytes < worst(maxDecodedBytes) || !maxBodyTime.isPositive()) {
            throw new IllegalArgumentException("ingest limits must be positive");
        }
    }

    /** The same, with what the log store is configured to take of a line and of a stream. */
    public IngestLimits withLines(int lineBytes, int labelsPerStream) {
        return new IngestLimits(
                maxBodyBytes,
                maxDecodedBytes,
                lineBytes,
                maxInFlightBytes,
                labelsPerStream,
                maxDecodingBytes,
                maxBodyTime);
    }

    /** What a decoded body takes, with the columns that are made of it. */
    static long worst(long decodedBytes) {
        return 4 * decodedBytes;
    }

    static IngestLimits forHeap(long heapBytes) {
        return new IngestLimits(
                16 * MIB,
                32 * MIB,
                MIB / 4,
                Math.clamp(heapBytes / 8, 32L * MIB, 256L * MIB),
                30,
                Math.clamp(heapBytes / 4, worst(32 * MIB), 4096L * MIB),
                Duration.ofSeconds(30));
    }
}
