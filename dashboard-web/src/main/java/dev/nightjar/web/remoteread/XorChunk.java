package dev.nightjar.web.remoteread;

import java.util.Arrays;

/**
 * Packs samples into one chunk as Prometheus keeps them in memory: after Pelkonen et al., "Gorilla: A Fast, Scalable,
 * In-Memory Time Series Database" (VLDB 2015), with other ranges for the deltas of deltas. Two bytes hold the number of
 * samples; then come time and value by turns, most significant bit first.
 */
final class XorChunk {
    /** Samples in one chunk at most. */
    static final int MOST_SAMPLES = 120;

    private static final int NO_WINDOW = 0xff;

    private byte[] bytes = new byte[256];
    private int bits;
    private int samples;
    private long time;
    private long delta;
    private long value;
    private int leading = NO_WINDOW;
    private int trailing;

    /** Begins anew. */
    void clear() {
        Arrays.fill(bytes, (byte) 0);
        bits = 16;
        samples = 0;
        leading = NO_WINDOW;
        trailing = 0;
    }

    byte[] array() {
        bytes[0] = (byte) (samples >>> 8);
        bytes[1] = (byte) samples;
        return bytes;
    }

    /** Bytes used. */
    int size() {
        return (bits + 7) / 8;
    }

    int samples() {
        return samples;
    }

    void add(long timeMillis, double sample) {
        long valueBits = Double.doubleToRawLongBits(sample);
        switch (samples) {
            case 0 -> {
                varint((timeMillis << 1) ^ (timeMillis >> 63));
                put(valueBits, 64);
            }
            case 1 -> {
                delta = timeMillis - time;
                varint(delta);
                xor(valueBits ^ value);
            }
            default -> {
                long newDelta = timeMillis - time;
                deltaOfDelta(newDelta - delta);
                delta = newDelta;
                xor(valueBits ^ value);
            }
        }
        time = timeMillis;
        value = valueBits;
        samples++;
    }

    private void deltaOfDelta(long change) {
        if (change == 0) {
            put(0, 1);
        } else if (fits(change, 14)) {
            put(0b10, 2);
            put(change, 14);
        } else if (fits(change, 17)) {
            put(0b110, 3);
            put(change, 17);
        } else if (fits(change, 20)) {
            put(0b1110, 4);
            put(change, 20);
        } else {
            put(0b1111, 4);
            put(change, 64);
        }
    }

    /** The lowest number of the range stands for the highest one above it. */
    private static boolean fits(long change, int width) {
        return -((1L << (width - 1)) - 1) <= change && change <= (1L << (width - 1));
    }

    private void xor(long change) {
        if (change == 0) {
            put(0, 1);
            return;
        }
        put(1, 1);
        int newLeading = Math.min(31, Long.numberOfLeadingZeros(change));
        int newTrailing = Long.numberOfTrailingZeros(change);
        if (leading != NO_WINDOW && newLeading >= leading && newTrailing >= trailing) {
            put(0, 1);
            put(change >>> trailing, 64 - leading - trailing);
            return;
        }
        leading = newLeading;
        trailing = newTrailing;
        int significant = 64 - leading - trailing;
        put(1, 1);
        put(leading, 5);
        put(significant, 6); // 64 comes out as 0, which nothing else does
        put(change >>> trailing, significant);
    }

    private void varint(long number) {
        long rest = number;
        while ((rest & ~0x7fL) != 0) {
            put((rest & 0x7f) | 0x80, 8);
            rest >>>= 7;
        }
        put(rest, 8);
    }

    /** The lowest {@code width} bits. */
    private void put(long number, int width) {
        if ((bits + width + 7) / 8 > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        for (int i = width - 1; i >= 0; i--) {
            bytes[bits >>> 3] |= (byte) (((number >>> i) & 1) << (7 - (bits & 7)));
            bits++;
        }
    }
}
