package dev.nightjar.ingest.transfer;

/**
 * The bits of a chunk of Prometheus, highest first, and the numbers of varying width that its chunks are made of.
 * Throws {@link IllegalArgumentException} if they end too early.
 */
final class ChunkBits {
    /** Bits of a number, by how many ones stand before it; eight ones: all 64. */
    private static final int[] WIDTHS = {0, 3, 6, 9, 12, 18, 25, 56, 64};

    private final byte[] bytes;
    private long bit;

    ChunkBits(byte[] bytes) {
        this.bytes = bytes;
    }

    long left() {
        return bytes.length * 8L - bit;
    }

    long bits(int count) {
        if (count > left()) {
            throw new IllegalArgumentException("it ends within a sample");
        }
        long value = 0;
        int missing = count;
        while (missing > 0) {
            int inByte = 8 - (int) (bit & 7);
            int taken = Math.min(inByte, missing);
            int part = ((bytes[(int) (bit >>> 3)] & 0xff) >>> (inByte - taken)) & ((1 << taken) - 1);
            value = value << taken | part;
            bit += taken;
            missing -= taken;
        }
        return value;
    }

    double number() {
        return Double.longBitsToDouble(bits(64));
    }

    private int width() {
        int ones = 0;
        while (ones < WIDTHS.length - 1 && bits(1) == 1) {
            ones++;
        }
        return WIDTHS[ones];
    }

    long unsigned() {
        return bits(width());
    }

    /** Half of the numbers of a width are negative, one fewer than are positive. */
    long signed() {
        int width = width();
        long value = bits(width);
        return width > 0 && width < 64 && value > 1L << (width - 1) ? value - (1L << width) : value;
    }

    /** A count of things of which each takes a bit at least. */
    int count(String what) {
        long count = unsigned();
        if (count < 0 || count > left()) {
            throw new IllegalArgumentException("it counts " + Long.toUnsignedString(count) + " " + what);
        }
        return (int) count;
    }

    /** A column of doubles, each as the bits in which it differs from the one before. */
    static final class Differing {
        private long value;
        private int leading;
        private int trailing;

        double first(ChunkBits in) {
            value = in.bits(64);
            return Double.longBitsToDouble(value);
        }

        double next(ChunkBits in) {
            if (in.bits(1) == 1) {
                if (in.bits(1) == 1) {
                    leading = (int) in.bits(5);
                    int significant = (int) in.bits(6);
                    trailing = 64 - leading - (significant == 0 ? 64 : significant);
                    if (trailing < 0) {
                        throw new IllegalArgumentException("a value is wider than 64 bits");
                    }
                }
                value ^= in.bits(64 - leading - trailing) << trailing;
            }
            return Double.longBitsToDouble(value);
        }
    }
}
