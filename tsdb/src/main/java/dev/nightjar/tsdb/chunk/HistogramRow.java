package dev.nightjar.tsdb.chunk;

import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.NativeHistogram.ResetHint;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One native histogram as bytes, against the one before it: what the write-ahead log and the head hold, where samples
 * come one by one. Chunks are columns instead ({@link HistogramColumns}).
 *
 * <pre>
 * flags    1: layout of the one before | 2: all counts are whole | reset hint at 4
 * layout   unless flagged, see {@link HistogramLayout}
 * sum      varint of reversed bytes of the bits, XOR those before
 * counts   count, zero count (not with bounds of its own), positive, negative: whole ones as signed varints of the
 *          difference to the one before if the layout is the same; others as the sum is
 * </pre>
 */
public final class HistogramRow {
    private static final int SAME_LAYOUT = 1;
    private static final int WHOLE = 2;
    private static final int HINT_SHIFT = 2;
    private static final double MOST_WHOLE = 1L << 53;

    private HistogramRow() {}

    /** Appends {@code histogram}; {@link #read} gets it back with the same {@code before}. */
    public static void write(@Nullable NativeHistogram before, NativeHistogram histogram, ByteSink out) {
        NativeHistogram base = before != null && hasLayoutOf(histogram, before) ? before : null;
        boolean whole = isWhole(histogram);
        out.writeByte((base != null ? SAME_LAYOUT : 0)
                | (whole ? WHOLE : 0)
                | ResetHints.number(histogram.resetHint()) << HINT_SHIFT);
        if (base == null) {
            HistogramLayout.write(histogram, out);
        }
        number(base == null ? 0 : base.sum(), histogram.sum(), false, out);
        number(base == null ? 0 : base.count(), histogram.count(), whole, out);
        if (!histogram.hasCustomBounds()) {
            number(base == null ? 0 : base.zeroCount(), histogram.zeroCount(), whole, out);
        }
        writeCounts(base == null ? null : base.positive(), histogram.positive(), whole, out);
        writeCounts(base == null ? null : base.negative(), histogram.negative(), whole, out);
    }

    private static void writeCounts(
            @Nullable HistogramBuckets base, HistogramBuckets buckets, boolean whole, ByteSink out) {
        for (int i = 0; i < buckets.size(); i++) {
            number(base == null ? 0 : base.count(i), buckets.count(i), whole, out);
        }
    }

    private static boolean hasLayoutOf(NativeHistogram histogram, NativeHistogram before) {
        return histogram.schema() == before.schema()
                && Double.doubleToRawLongBits(histogram.zeroThreshold())
                        == Double.doubleToRawLongBits(before.zeroThreshold())
                && Arrays.equals(histogram.customBounds(), before.customBounds())
                && hasIndicesOf(histogram.positive(), before.positive())
                && hasIndicesOf(histogram.negative(), before.negative());
    }

    private static boolean hasIndicesOf(HistogramBuckets buckets, HistogramBuckets before) {
        if (buckets.size() != before.size()) {
            return false;
        }
        for (int i = 0; i < buckets.size(); i++) {
            if (buckets.index(i) != before.index(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWhole(NativeHistogram histogram) {
        return isWhole(histogram.count())
                && isWhole(histogram.zeroCount())
                && isWhole(histogram.positive())
                && isWhole(histogram.negative());
    }

    private static boolean isWhole(HistogramBuckets buckets) {
        for (int i = 0; i < buckets.size(); i++) {
            if (!isWhole(buckets.count(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWhole(double number) {
        return Math.abs(number) <= MOST_WHOLE
                && Double.doubleToRawLongBits((double) (long) number) == Double.doubleToRawLongBits(number);
    }

    private static void number(double base, double number, boolean whole, ByteSink out) {
        if (whole) {
            out.writeSigned((long) number - (long) base);
        } else {
            long changed = Double.doubleToRawLongBits(number) ^ Double.doubleToRawLongBits(base);
            out.writeVarint(Long.reverseBytes(changed));
        }
    }

    private static double number(double base, boolean whole, ByteSource in) {
        if (whole) {
            return (double) (in.readSigned() + (long) base);
        }
        return Double.longBitsToDouble(Long.reverseBytes(in.readVarint()) ^ Double.doubleToRawLongBits(base));
    }

    public static NativeHistogram read(@Nullable NativeHistogram before, ByteSource in) {
        int flags = in.readByte();
        boolean whole = (flags & WHOLE) != 0;
        NativeHistogram base = (flags & SAME_LAYOUT) != 0 ? before : null;
        if (base == null && (flags & SAME_LAYOUT) != 0) {
            throw in.damaged("a histogram like the one before, but there is none");
        }
        return base == null ? readFirst(flags, whole, in) : readNext(base, flags, whole, in);
    }

    private static NativeHistogram readFirst(int flags, boolean whole, ByteSource in) {
        HistogramLayout layout = HistogramLayout.read(in);
        double sum = number(0, false, in);
        double count = number(0, whole, in);
        double zeroCount = layout.hasBounds() ? 0 : number(0, whole, in);
        double[] positive = readCounts(null, layout.positive().length, whole, in);
        double[] negative = readCounts(null, layout.negative().length, whole, in);
        return layout.histogram(
                in, ResetHints.hint(flags >>> HINT_SHIFT, in), count, sum, zeroCount, positive, negative);
    }

    private static NativeHistogram readNext(NativeHistogram base, int flags, boolean whole, ByteSource in) {
        ResetHint hint = ResetHints.hint(flags >>> HINT_SHIFT, in);
        double sum = number(base.sum(), false, in);
        double count = number(base.count(), whole, in);
        double zeroCount = base.hasCustomBounds() ? 0 : number(base.zeroCount(), whole, in);
        HistogramBuckets positive = readBuckets(base.positive(), whole, in);
        HistogramBuckets negative = readBuckets(base.negative(), whole, in);
        return base.hasCustomBounds()
                ? NativeHistogram.withBounds(base.customBounds(), hint, count, sum, positive)
                : new NativeHistogram(
                        base.schema(), hint, count, sum, base.zeroThreshold(), zeroCount, positive, negative);
    }

    private static HistogramBuckets readBuckets(HistogramBuckets base, boolean whole, ByteSource in) {
        return base.size() == 0 ? base : base.withCounts(readCounts(base, base.size(), whole, in));
    }

    private static double[] readCounts(@Nullable HistogramBuckets base, int size, boolean whole, ByteSource in) {
        double[] counts = new double[size];
        for (int i = 0; i < size; i++) {
            counts[i] = number(base == null ? 0 : base.count(i), whole, in);
        }
        return counts;
    }
}
