package dev.nightjar.ingest.transfer;

import java.util.function.LongSupplier;

/**
 * Decodes Prometheus' chunks of floats: times as differences of differences, values as the bits in which they differ
 * from the one before (Pelkonen et al., "Gorilla: a fast, scalable, in-memory time series database", VLDB 2015, with
 * Prometheus' own widths).
 */
final class XorChunk {
    static final int ENCODING = 1;

    private final byte[] bytes;
    private int bit;

    XorChunk(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes one sample. */
    interface Taker {
        void sample(long timestampMillis, double value);
    }

    /** Throws {@link IllegalArgumentException} if the bytes end before the samples do. */
    void decode(Taker taker) {
        int count = (int) bits(16);
        long time = 0;
        long step = 0;
        long value = 0;
        int leading = 0;
        int trailing = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0) {
                time = signed(this::uvarint);
                value = bits(64);
            } else {
                step = i == 1 ? uvarint() : step + differenceOfSteps();
                time += step;
                if (bits(1) == 1) {
                    if (bits(1) == 1) {
                        leading = (int) bits(5);
                        int significant = (int) bits(6);
                        trailing = 64 - leading - (significant == 0 ? 64 : significant);
                        if (trailing < 0) {
                            throw new IllegalArgumentException("a value is wider than 64 bits");
                        }
                    }
                    value ^= bits(64 - leading - trailing) << trailing;
                }
            }
            taker.sample(time, Double.longBitsToDouble(value));
        }
    }

    private static long signed(LongSupplier unsigned) {
        long value = unsigned.getAsLong();
        return (value >>> 1) ^ -(value & 1);
    }

    private long uvarint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            long b = bits(8);
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
        while (ones < 4 && bits(1) == 1) {
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
                return bits(64);
            }
        }
        long value = bits(width);
        return value > 1L << (width - 1) ? value - (1L << width) : value;
    }

    private long bits(int count) {
        if (bit + count > bytes.length * 8L) {
            throw new IllegalArgumentException("it ends within a sample");
        }
        long value = 0;
        int left = count;
        while (left > 0) {
            int inByte = 8 - (bit & 7);
            int taken = Math.min(inByte, left);
            int part = (bytes[bit >>> 3] & 0xff) >>> (inByte - taken) & ((1 << taken) - 1);
            value = value << taken | part;
            bit += taken;
            left -= taken;
        }
        return value;
    }
}
