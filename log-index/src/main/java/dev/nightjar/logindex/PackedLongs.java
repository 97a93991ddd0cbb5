package dev.nightjar.logindex;

/**
 * Numbers bit-packed above their minimum, with patches: the width is the cheapest over all, and the few values that
 * need more bits stand behind, each with its place (patched frame of reference, Zukowski et al., ICDE 2006).
 */
final class PackedLongs {
    private PackedLongs() {}

    static void write(ByteWriter out, long[] values, int count) {
        long minimum = count == 0 ? 0 : Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            minimum = Math.min(minimum, values[i]);
        }
        int[] ofLength = new int[65];
        for (int i = 0; i < count; i++) {
            ofLength[64 - Long.numberOfLeadingZeros(values[i] - minimum)]++;
        }
        int width = cheapestWidth(ofLength, count);
        out.writeVarint(count).writeZigzag(minimum).writeByte(width);
        int patches = 0;
        long buffer = 0;
        int used = 0;
        long mask = width == 64 ? -1 : (1L << width) - 1;
        for (int i = 0; i < count; i++) {
            long value = values[i] - minimum;
            if ((value & ~mask) != 0) {
                patches++;
            }
            long low = value & mask;
            buffer |= width == 0 ? 0 : low << used;
            if (used + width >= 64) {
                out.writeLong(buffer);
                int taken = 64 - used;
                buffer = taken == 64 || taken >= width ? 0 : low >>> taken;
                used = used + width - 64;
            } else {
                used += width;
            }
        }
        for (int shift = 0; shift < used; shift += 8) {
            out.writeByte((int) (buffer >>> shift));
        }
        out.writeVarint(patches);
        int last = 0;
        for (int i = 0; i < count; i++) {
            long value = values[i] - minimum;
            if ((value & ~mask) != 0) {
                out.writeVarint(i - last).writeVarint(value >>> width);
                last = i;
            }
        }
    }

    private static int cheapestWidth(int[] ofLength, int count) {
        int best = 64;
        long bestBits = Long.MAX_VALUE;
        for (int width = 0; width <= 64; width++) {
            long bits = (long) count * width;
            for (int longer = width + 1; longer <= 64; longer++) {
                bits += ofLength[longer] * (16L + longer - width);
            }
            if (bits < bestBits) {
                bestBits = bits;
                best = width;
            }
        }
        return best;
    }

    static long[] read(ByteReader in) {
        long declared = in.readVarint();
        long minimum = in.readZigzag();
        int width = in.readByte();
        if (declared < 0 || declared > 64L << 20 || width > 64 || declared * width / 8 > in.remaining()) {
            throw new ByteReader.Malformed("a column of " + declared + " numbers of " + width + " bits");
        }
        int count = (int) declared;
        long[] values = new long[count];
        long mask = width == 64 ? -1 : (1L << width) - 1;
        long totalBits = declared * width;
        long buffer = 0;
        int left = 0;
        long bitsRead = 0;
        for (int i = 0; i < count; i++) {
            long value = 0;
            int have = 0;
            while (have < width) {
                if (left == 0) {
                    left = (int) Math.min(64, totalBits - bitsRead);
                    buffer = left == 64 ? in.readLong() : tail(in, left);
                    bitsRead += left;
                }
                int take = Math.min(left, width - have);
                value |= (take == 64 ? buffer : buffer & ((1L << take) - 1)) << have;
                buffer = take == 64 ? 0 : buffer >>> take;
                left -= take;
                have += take;
            }
            values[i] = (value & mask) + minimum;
        }
        int patches = in.readCount(2);
        int at = 0;
        for (int i = 0; i < patches; i++) {
            long gap = in.readVarint();
            long high = in.readVarint();
            if (gap < 0 || gap >= count - at) {
                throw new ByteReader.Malformed("a patch at " + (at + gap) + " of " + count + " numbers");
            }
            at += (int) gap;
            values[at] += width == 64 ? 0 : high << width;
        }
        return values;
    }

    private static long tail(ByteReader in, int bits) {
        long value = 0;
        for (int shift = 0; shift < bits; shift += 8) {
            value |= (long) in.readByte() << shift;
        }
        return value;
    }
}
