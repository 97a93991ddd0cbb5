package dev.nightjar.logindex;

/**
 * Numbers bit-packed above their minimum, with patches: the width is the cheapest over all, and the few values that
 * need more bits stand behind, each with its place (patched frame of reference, Zukowski et al., ICDE 2006).
 */
final class PackedLongs {
    private static final long MOST = 64L << 20;

    /** What a patch takes beside the bits that do not fit. */
    private static final long PATCH_BITS = 16;

    private PackedLongs() {}

    static void write(ByteWriter out, long[] values, int count) {
        long minimum = minimum(values, count);
        int width = cheapestWidth(lengths(values, count, minimum), count);
        out.writeVarint(count).writeZigzag(minimum).writeByte(width);
        long mask = mask(width);
        int patches = 0;
        long buffer = 0;
        int used = 0;
        for (int i = 0; i < count; i++) {
            long value = values[i] - minimum;
            long low = value & mask;
            patches += low == value ? 0 : 1;
            buffer |= low << used;
            used += width;
            if (used >= 64) {
                out.writeLong(buffer);
                used -= 64;
                // a shift by 64 would be one by 0
                buffer = used == 0 ? 0 : low >>> (width - used);
            }
        }
        for (int shift = 0; shift < used; shift += 8) {
            out.writeByte((int) (buffer >>> shift));
        }
        out.writeVarint(patches);
        if (patches > 0) {
            patches(out, values, count, minimum, width);
        }
    }

    private static void patches(ByteWriter out, long[] values, int count, long minimum, int width) {
        long mask = mask(width);
        int last = 0;
        for (int i = 0; i < count; i++) {
            long value = values[i] - minimum;
            if ((value & ~mask) != 0) {
                out.writeVarint(i - last).writeVarint(value >>> width);
                last = i;
            }
        }
    }

    private static long mask(int width) {
        return width == 64 ? -1 : (1L << width) - 1;
    }

    /** What {@link #write} would take for these, in bits, less the few that say how they are packed. */
    static long bits(long[] values, int count) {
        int[] ofLength = lengths(values, count, minimum(values, count));
        return cost(ofLength, count, cheapestWidth(ofLength, count));
    }

    private static long minimum(long[] values, int count) {
        long minimum = count == 0 ? 0 : Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            minimum = Math.min(minimum, values[i]);
        }
        return minimum;
    }

    /** How many values need how many bits. */
    private static int[] lengths(long[] values, int count, long minimum) {
        int[] ofLength = new int[65];
        for (int i = 0; i < count; i++) {
            ofLength[64 - Long.numberOfLeadingZeros(values[i] - minimum)]++;
        }
        return ofLength;
    }

    private static int cheapestWidth(int[] ofLength, int count) {
        int best = 64;
        long bestBits = Long.MAX_VALUE;
        long longer = 0;
        long excess = 0;
        for (int width = 64; width >= 0; width--) {
            long bits = (long) count * width + PATCH_BITS * longer + excess;
            if (bits <= bestBits) {
                bestBits = bits;
                best = width;
            }
            longer += ofLength[width];
            excess += longer;
        }
        return best;
    }

    private static long cost(int[] ofLength, int count, int width) {
        long bits = (long) count * width;
        for (int length = width + 1; length <= 64; length++) {
            bits += ofLength[length] * (PATCH_BITS + length - width);
        }
        return bits;
    }

    static long[] read(ByteReader in) {
        int count = readCount(in);
        long minimum = in.readZigzag();
        int width = readWidth(in, count);
        long[] values = new long[count];
        if (width > 0) {
            unpack(words(in, (long) count * width), values, width);
        }
        for (int i = 0; i < count; i++) {
            values[i] += minimum;
        }
        int patches = in.readCount(2);
        int at = 0;
        for (int i = 0; i < patches; i++) {
            at = patched(at, in.readVarint(), count);
            long high = in.readVarint();
            values[at] += width == 64 ? 0 : high << width;
        }
        return values;
    }

    /** Steps over what {@link #read} would read and says how many numbers there are. */
    static int skip(ByteReader in) {
        int count = readCount(in);
        in.readZigzag();
        int width = readWidth(in, count);
        in.skip((int) (((long) count * width + 7) / 8));
        int patches = in.readCount(2);
        for (int i = 0; i < patches; i++) {
            in.readVarint();
            in.readVarint();
        }
        return count;
    }

    private static int readCount(ByteReader in) {
        long count = in.readVarint();
        if (count < 0 || count > MOST) {
            throw new ByteReader.Malformed("a column of " + count + " numbers");
        }
        return (int) count;
    }

    private static int readWidth(ByteReader in, int count) {
        int width = in.readByte();
        if (width > 64 || (long) count * width / 8 > in.remaining()) {
            throw new ByteReader.Malformed("a column of " + count + " numbers of " + width + " bits");
        }
        return width;
    }

    private static int patched(int at, long gap, int count) {
        if (gap < 0 || gap >= count - at) {
            throw new ByteReader.Malformed("a patch at " + (at + gap) + " of " + count + " numbers");
        }
        return at + (int) gap;
    }

    /** One more than needed, so that a value may be taken from two neighbours always. */
    private static long[] words(ByteReader in, long bits) {
        int whole = (int) (bits >>> 6);
        long[] words = new long[whole + 2];
        in.readLongs(words, whole);
        int rest = (int) (bits & 63);
        for (int shift = 0; shift < rest; shift += 8) {
            words[whole] |= (long) in.readByte() << shift;
        }
        return words;
    }

    private static void unpack(long[] words, long[] to, int width) {
        long mask = mask(width);
        long at = 0;
        for (int i = 0; i < to.length; i++) {
            int word = (int) (at >>> 6);
            int shift = (int) at & 63;
            // two shifts, because one by 64 would be one by 0
            to[i] = (words[word] >>> shift | words[word + 1] << 1 << (63 - shift)) & mask;
            at += width;
        }
    }
}
