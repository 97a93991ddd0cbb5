package dev.nightjar.tsdb.chunk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Packs numbers of one width next to each other, lowest bit first, without gaps.
 *
 * <p>Reading takes one unaligned word of eight bytes a number, which holds widths up to 57; wider ones take a ninth
 * byte. The last words would reach past the end of the array, so the tail is read byte by byte.
 */
final class BitPacking {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int WIDEST_IN_A_WORD = 57;

    private BitPacking() {}

    static int packedBytes(int count, int width) {
        return (int) (((long) count * width + 7) >>> 3);
    }

    /** Appends the low {@code width} bits of {@code (numbers[i] - base) >>> shift} for i in [from, to). */
    static void pack(long[] numbers, int from, int to, long base, int shift, int width, ByteSink out) {
        if (width == 0) {
            return;
        }
        int length = packedBytes(to - from, width);
        out.reserve(length + 8);
        byte[] bytes = out.bytes();
        int at = out.size();
        long mask = mask(width);
        long word = 0;
        int filled = 0;
        for (int i = from; i < to; i++) {
            long bits = ((numbers[i] - base) >>> shift) & mask;
            word |= bits << filled;
            filled += width;
            if (filled >= 64) {
                LONGS.set(bytes, at, word);
                at += 8;
                filled -= 64;
                word = filled == 0 ? 0 : bits >>> (width - filled);
            }
        }
        if (filled > 0) {
            LONGS.set(bytes, at, word);
        }
        out.size(out.size() + length);
    }

    /** The reverse: fills {@code numbers[from, to)} with {@code (bits << shift) + base}. */
    static void unpack(ByteSource in, long[] numbers, int from, int to, long base, int shift, int width) {
        int count = to - from;
        if (width == 0) {
            Arrays.fill(numbers, from, to, base);
            return;
        }
        int length = packedBytes(count, width);
        byte[] bytes = in.bytes();
        int start = in.skip(length);
        long mask = mask(width);
        int whole = Math.min(count, wholeWords(bytes.length - start, width));
        if (width <= WIDEST_IN_A_WORD) {
            long bit = 0;
            for (int i = 0; i < whole; i++) {
                long word = (long) LONGS.get(bytes, start + (int) (bit >>> 3));
                numbers[from + i] = (((word >>> (bit & 7)) & mask) << shift) + base;
                bit += width;
            }
        } else {
            whole = 0;
        }
        for (int i = whole; i < count; i++) {
            numbers[from + i] = (slow(bytes, start, (long) i * width, width) << shift) + base;
        }
    }

    /** How many leading numbers can be read as whole words from {@code available} bytes. */
    private static int wholeWords(int available, int width) {
        return available < 8 ? 0 : (int) (((long) (available - 8) * 8) / width) + 1;
    }

    private static long slow(byte[] bytes, int start, long bit, int width) {
        long value = 0;
        int got = 0;
        int at = start + (int) (bit >>> 3);
        int skip = (int) (bit & 7);
        while (got < width) {
            int take = Math.min(8 - skip, width - got);
            long part = ((bytes[at++] & 0xffL) >>> skip) & ((1L << take) - 1);
            value |= part << got;
            got += take;
            skip = 0;
        }
        return value;
    }

    private static long mask(int width) {
        return width == 64 ? -1L : (1L << width) - 1;
    }
}
