package dev.nightjar.web.remoteread;

import java.util.Arrays;

/** The bits of a chunk of Prometheus, most significant first, and the numbers of varying width in it. Not thread-safe. */
final class ChunkBits {
    /** Bits of a number, by how many ones stand before it. */
    private static final int[] WIDTHS = {0, 3, 6, 9, 12, 18, 25, 56, 64};

    private byte[] bytes = new byte[256];
    private int bits;

    /** Begins anew with so many bytes to be filled in later. */
    void clear(int headBytes) {
        Arrays.fill(bytes, (byte) 0);
        bits = 8 * headBytes;
    }

    /** Fills in the number of samples, which every chunk begins with. */
    void count(int samples) {
        bytes[0] = (byte) (samples >>> 8);
        bytes[1] = (byte) samples;
    }

    byte[] array() {
        return bytes;
    }

    /** Bytes used. */
    int size() {
        return (bits + 7) / 8;
    }

    /** The lowest {@code width} bits. */
    void put(long number, int width) {
        if ((bits + width + 7) / 8 > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        for (int i = width - 1; i >= 0; i--) {
            bytes[bits >>> 3] |= (byte) (((number >>> i) & 1) << (7 - (bits & 7)));
            bits++;
        }
    }

    void real(double number) {
        put(Double.doubleToRawLongBits(number), 64);
    }

    void signed(long number) {
        int ones = 0;
        while (ones < WIDTHS.length - 1 && !(WIDTHS[ones] == 0 ? number == 0 : fits(number, WIDTHS[ones]))) {
            ones++;
        }
        prefixed(number, ones);
    }

    void unsigned(long number) {
        int ones = 0;
        while (ones < WIDTHS.length - 1 && number >>> WIDTHS[ones] != 0) {
            ones++;
        }
        prefixed(number, ones);
    }

    /** After eight ones no zero is needed. */
    private void prefixed(long number, int ones) {
        if (ones < WIDTHS.length - 1) {
            put((1L << (ones + 1)) - 2, ones + 1);
        } else {
            put((1L << ones) - 1, ones);
        }
        put(number, WIDTHS[ones]);
    }

    /** Whether a number has room in so many bits, of which the lowest value stands for the highest above it. */
    static boolean fits(long number, int width) {
        return -((1L << (width - 1)) - 1) <= number && number <= (1L << (width - 1));
    }

    /** A column of doubles, each as the bits in which it differs from the one before. */
    static final class Differing {
        private static final int NO_WINDOW = 0xff;

        private final ChunkBits out;
        private boolean first = true;
        private long value;
        private int leading = NO_WINDOW;
        private int trailing;

        Differing(ChunkBits out) {
            this.out = out;
        }

        void clear() {
            first = true;
            leading = NO_WINDOW;
            trailing = 0;
        }

        void add(double number) {
            long bits = Double.doubleToRawLongBits(number);
            if (first) {
                out.put(bits, 64);
            } else {
                change(bits ^ value);
            }
            first = false;
            value = bits;
        }

        private void change(long change) {
            if (change == 0) {
                out.put(0, 1);
                return;
            }
            out.put(1, 1);
            int newLeading = Math.min(31, Long.numberOfLeadingZeros(change));
            int newTrailing = Long.numberOfTrailingZeros(change);
            if (leading != NO_WINDOW && newLeading >= leading && newTrailing >= trailing) {
                out.put(0, 1);
                out.put(change >>> trailing, 64 - leading - trailing);
                return;
            }
            leading = newLeading;
            trailing = newTrailing;
            int significant = 64 - leading - trailing;
            out.put(1, 1);
            out.put(leading, 5);
            out.put(significant, 6); // 64 comes out as 0, which nothing else does
            out.put(change >>> trailing, significant);
        }
    }
}
