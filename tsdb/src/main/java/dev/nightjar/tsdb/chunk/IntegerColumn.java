package dev.nightjar.tsdb.chunk;

import java.util.Arrays;

/**
 * Packs a column of 64-bit integers: the smallest of the numbers themselves, their differences, or the differences of
 * those; minus a base, without the power of two they share, bit-packed, and the few that do not fit kept aside.
 *
 * <p>How the width is found: numbers are measured against a pivot from their midst, so that a counter's reset cannot
 * widen the rest; a histogram of widths says from which width on it is cheaper to keep a number aside; base and
 * width are then exact over the numbers that stay. All arithmetic wraps, so any 64 bits survive.
 *
 * <pre>
 * header   order (2 bits) | has exceptions (1 bit at 4) | has shift (1 bit at 8)
 * heads    order x signed varint: the first numbers
 * base     signed varint, of residuals
 * width    byte; shift: byte, if flagged
 * packed   (n - order) x width bits
 * aside    if flagged: count, then for each: gap to the one before (varint), residual - base (signed varint)
 * </pre>
 */
final class IntegerColumn {
    private static final int HAS_ASIDE = 4;
    private static final int HAS_SHIFT = 8;
    private final int[][] histograms = new int[3][65];
    private long[] residuals = new long[0];
    private long base;
    private int width;
    private int shift;

    void encode(long[] numbers, int count, ByteSink out) {
        int order = bestOrder(numbers, count);
        residualsOf(numbers, count, order);
        fit(order, count);
        int headerAt = out.size();
        out.writeByte(order | (shift > 0 ? HAS_SHIFT : 0));
        for (int i = 0; i < order; i++) {
            out.writeSigned(numbers[i]);
        }
        out.writeSigned(base);
        out.writeByte(width);
        if (shift > 0) {
            out.writeByte(shift);
        }
        BitPacking.pack(residuals, order, count, base, shift, width, out);
        if (writeAside(order, count, out)) {
            out.bytes()[headerAt] |= HAS_ASIDE;
        }
    }

    private boolean writeAside(int order, int count, ByteSink out) {
        int aside = 0;
        for (int i = order; i < count; i++) {
            aside += fits(residuals[i]) ? 0 : 1;
        }
        if (aside == 0) {
            return false;
        }
        out.writeVarint(aside);
        int last = order;
        for (int i = order; i < count; i++) {
            if (!fits(residuals[i])) {
                out.writeVarint(i - last);
                out.writeSigned(residuals[i] - base);
                last = i;
            }
        }
        return true;
    }

    private boolean fits(long residual) {
        long above = residual - base;
        long kept = above >>> shift;
        return (kept << shift) == above && (width == 64 || kept >>> width == 0);
    }

    /** 0, 1 or 2, by the bits that the residuals would take. */
    private int bestOrder(long[] numbers, int count) {
        if (count < 3) {
            return 0;
        }
        int middle = count / 2;
        long pivot0 = numbers[middle];
        long pivot1 = middleOf(
                numbers[middle] - numbers[middle - 1],
                numbers[1] - numbers[0],
                numbers[count - 1] - numbers[count - 2]);
        for (int[] histogram : histograms) {
            Arrays.fill(histogram, 0);
        }
        int[] direct = histograms[0];
        int[] first = histograms[1];
        int[] second = histograms[2];
        direct[signedWidth(numbers[0] - pivot0)]++;
        direct[signedWidth(numbers[1] - pivot0)]++;
        long delta = numbers[1] - numbers[0];
        first[signedWidth(delta - pivot1)]++;
        for (int i = 2; i < count; i++) {
            long nextDelta = numbers[i] - numbers[i - 1];
            direct[signedWidth(numbers[i] - pivot0)]++;
            first[signedWidth(nextDelta - pivot1)]++;
            second[signedWidth(nextDelta - delta)]++;
            delta = nextDelta;
        }
        int best = 0;
        long least = Long.MAX_VALUE;
        for (int order = 0; order < 3; order++) {
            int[] histogram = histograms[order];
            long bits = bitsAt(histogram, count - order, cheapestWidth(histogram, count - order))
                    + headBits(numbers, order);
            if (bits < least) {
                least = bits;
                best = order;
            }
        }
        return best;
    }

    private static long headBits(long[] numbers, int order) {
        long bits = 0;
        for (int i = 0; i < order; i++) {
            bits += 8 + signedWidth(numbers[i]);
        }
        return bits;
    }

    private void residualsOf(long[] numbers, int count, int order) {
        if (residuals.length < count) {
            residuals = new long[Math.max(512, count)];
        }
        long[] to = residuals;
        switch (order) {
            case 0 -> System.arraycopy(numbers, 0, to, 0, count);
            case 1 -> {
                for (int i = 1; i < count; i++) {
                    to[i] = numbers[i] - numbers[i - 1];
                }
            }
            default -> {
                for (int i = 2; i < count; i++) {
                    to[i] = numbers[i] - 2 * numbers[i - 1] + numbers[i - 2];
                }
            }
        }
    }

    /** Finds base, shift and width for the residuals [order, count). */
    private void fit(int order, int count) {
        base = 0;
        width = 0;
        shift = 0;
        int n = count - order;
        if (n == 0) {
            return;
        }
        long pivot = middleOf(residuals[order], residuals[order + n / 2], residuals[count - 1]);
        int[] histogram = histograms[0];
        Arrays.fill(histogram, 0);
        for (int i = order; i < count; i++) {
            histogram[signedWidth(residuals[i] - pivot)]++;
        }
        int normal = cheapestWidth(histogram, n);
        long least = pivot;
        for (int i = order; i < count; i++) {
            if (signedWidth(residuals[i] - pivot) <= normal && residuals[i] - pivot < least - pivot) {
                least = residuals[i];
            }
        }
        base = least;
        Arrays.fill(histogram, 0);
        long ones = 0;
        for (int i = order; i < count; i++) {
            long above = residuals[i] - least;
            histogram[64 - Long.numberOfLeadingZeros(above)]++;
            ones |= signedWidth(residuals[i] - pivot) <= normal ? above : 0;
        }
        width = cheapestWidth(histogram, n);
        int shared = ones == 0 ? 0 : Long.numberOfTrailingZeros(ones);
        if (shared > 0 && width > 0) {
            shift = Math.min(shared, width);
            width -= shift;
        }
    }

    /** What keeping a number of {@code width} bits aside costs: its place, and seven bits of it in each byte. */
    private static int asideBits(int width) {
        return 17 + width + width / 7;
    }

    private static int cheapestWidth(int[] histogram, int n) {
        int widest = 64;
        while (widest > 0 && histogram[widest] == 0) {
            widest--;
        }
        int best = widest;
        long least = Long.MAX_VALUE;
        long aside = 0;
        int asideCount = 0;
        for (int w = widest; w >= 0; w--) {
            long bits = (long) w * n + aside;
            if (bits <= least) {
                least = bits;
                best = w;
            }
            aside += (long) histogram[w] * asideBits(w);
            asideCount += histogram[w];
            if (asideCount == n) {
                break;
            }
        }
        return best;
    }

    private static long bitsAt(int[] histogram, int n, int width) {
        long bits = (long) width * n;
        for (int w = width + 1; w <= 64; w++) {
            bits += (long) histogram[w] * asideBits(w);
        }
        return bits;
    }

    /** Bits of the number with its sign; 0 for zero. */
    private static int signedWidth(long number) {
        return 64 - Long.numberOfLeadingZeros((number << 1) ^ (number >> 63));
    }

    private static long middleOf(long a, long b, long c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    static void decode(ByteSource in, long[] numbers, int count) {
        int header = in.readByte();
        int order = header & 3;
        if (header > 15 || order > 2 || order > count) {
            throw in.damaged("integer column of " + count + " with header " + header);
        }
        for (int i = 0; i < order; i++) {
            numbers[i] = in.readSigned();
        }
        long base = in.readSigned();
        int width = in.readByte();
        int shift = (header & HAS_SHIFT) != 0 ? in.readByte() : 0;
        if (width + shift > 64) {
            throw in.damaged("width " + width + " and shift " + shift);
        }
        BitPacking.unpack(in, numbers, order, count, base, shift, width);
        if ((header & HAS_ASIDE) != 0) {
            int aside = in.readCount(count, "numbers kept aside");
            int at = order;
            for (int i = 0; i < aside; i++) {
                at += in.readCount(count, "numbers between those kept aside");
                if (at >= count) {
                    throw in.damaged("a number kept aside at " + at + " of " + count);
                }
                numbers[at] = in.readSigned() + base;
            }
        }
        sum(numbers, count, order);
    }

    private static void sum(long[] numbers, int count, int order) {
        if (order == 1) {
            long value = numbers[0];
            for (int i = 1; i < count; i++) {
                value += numbers[i];
                numbers[i] = value;
            }
        } else if (order == 2) {
            long value = numbers[1];
            long delta = numbers[1] - numbers[0];
            for (int i = 2; i < count; i++) {
                delta += numbers[i];
                value += delta;
                numbers[i] = value;
            }
        }
    }
}
