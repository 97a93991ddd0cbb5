package dev.nightjar.ingest.transfer;

import java.util.function.LongSupplier;

/**
 * Decodes Prometheus' chunks of floats: times as differences of differences, values as the bits in which they differ
 * from the one before (Pelkonen et al., "Gorilla: a fast, scalable, in-memory time series database", VLDB 2015, with
 * Prometheus' own widths).
 */
final class XorChunk {
    static final int ENCODING = 1;

    private final ChunkBits in;

    XorChunk(byte[] bytes) {
        this.in = new ChunkBits(bytes);
    }

    /** Takes one sample. */
    interface Taker {
        void sample(long timestampMillis, double value);
    }

    /** Throws {@link IllegalArgumentException} if the bytes end before the samples do. */
    void decode(Taker taker) {
        int count = (int) in.bits(16);
        ChunkBits.Differing values = new ChunkBits.Differing();
        long time = 0;
        long step = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0) {
                time = signed(this::uvarint);
                taker.sample(time, values.first(in));
            } else {
                step = i == 1 ? uvarint() : step + differenceOfSteps();
                time += step;
                taker.sample(time, values.next(in));
            }
        }
    }

    private static long signed(LongSupplier unsigned) {
        long value = unsigned.getAsLong();
        return (value >>> 1) ^ -(value & 1);
    }

    private long uvarint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            long b = in.bits(8);
            value |= (b & 0x7f) << shift;
            if (b < 0x80) {
                return value;
            }
        }
        throw new IllegalArgumentException("a time is longer than 64 bits");
    }

    private long differenceOfSteps() {
        int width = 0;
        int ones = 0;
        while (ones < 4 && in.bits(1) == 1) {
            ones++;
        }
        switch (ones) {
            case 0 -> {
                return 0;
            }
            case 1 -> width = 14;
            case 2 -> width = 17;
            case 3 -> width = 20;
            default -> {
                return in.bits(64);
            }
        }
        long value = in.bits(width);
        return value > 1L << (width - 1) ? value - (1L << width) : value;
    }
}
