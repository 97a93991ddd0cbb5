package dev.nightjar.tsdb.chunk;

import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.NativeHistogram.ResetHint;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Packs native histograms of one series as columns over time: one for each bucket that any of them uses, so that a
 * bucket's counts, which grow evenly, lie next to each other. What belongs to the layout is written once for a run of
 * histograms that share it; a bucket that comes into use only widens the run.
 *
 * <pre>
 * runs     to the number of histograms: length varint | layout | flags 1 | columns
 * flags    reset hint 0..3 | 4: hints differ and follow as integer column | 8: count is what the buckets lack
 * columns  sum, zero count (not with bounds of its own), positive, negative, count: value columns
 * </pre>
 *
 * <p>A count is mostly the sum of all buckets: then only what is missing from that is kept, which is 0.
 */
final class HistogramColumns {
    private static final int HINT = 3;
    private static final int HINTS_DIFFER = 4;
    private static final int COUNT_IS_REST = 8;
    private static final int ALL_FLAGS = 15;

    /** A run is cut rather than holding more numbers than this, most of which would be those of unused buckets. */
    private static final int MOST_CELLS = 1 << 18;

    private final ValueColumn values;
    private final IntegerColumn integers;
    private double[] column = new double[64];
    private double[] totals = new double[64];
    private long[] numbers = new long[64];
    private int[] positions = new int[64];

    HistogramColumns(ValueColumn values, IntegerColumn integers) {
        this.values = values;
        this.integers = integers;
    }

    private void makeRoom(int count) {
        if (column.length < count) {
            column = new double[count];
            totals = new double[count];
            numbers = new long[count];
            positions = new int[count];
        }
    }

    void encode(NativeHistogram[] histograms, int count, ByteSink out) {
        makeRoom(count);
        int from = 0;
        while (from < count) {
            HistogramLayout layout = HistogramLayout.of(histograms[from]);
            int to = from + 1;
            while (to < count && layout.hasMeaningOf(histograms[to])) {
                HistogramLayout wider = layout.with(histograms[to]);
                if ((long) wider.buckets() * (to + 1 - from) > MOST_CELLS) {
                    break;
                }
                layout = wider;
                to++;
            }
            out.writeVarint(to - from);
            layout.write(out);
            encodeRun(layout, histograms, from, to - from, out);
            from = to;
        }
    }

    private void encodeRun(HistogramLayout layout, NativeHistogram[] histograms, int from, int count, ByteSink out) {
        int flagsAt = out.size();
        out.writeByte(0);
        int flags = writeHints(histograms, from, count, out);
        for (int i = 0; i < count; i++) {
            column[i] = histograms[from + i].sum();
        }
        values.encode(column, 0, count, out);
        for (int i = 0; i < count; i++) {
            totals[i] = histograms[from + i].zeroCount();
        }
        if (!layout.hasBounds()) {
            values.encode(totals, 0, count, out);
        }
        encodeBuckets(layout.positive(), true, histograms, from, count, out);
        encodeBuckets(layout.negative(), false, histograms, from, count, out);
        boolean rest = true;
        for (int i = 0; i < count; i++) {
            double whole = histograms[from + i].count();
            column[i] = whole - totals[i];
            rest &= Double.doubleToRawLongBits(totals[i] + column[i]) == Double.doubleToRawLongBits(whole);
        }
        if (!rest) {
            for (int i = 0; i < count; i++) {
                column[i] = histograms[from + i].count();
            }
        }
        values.encode(column, 0, count, out);
        out.bytes()[flagsAt] = (byte) (flags | (rest ? COUNT_IS_REST : 0));
    }

    private int writeHints(NativeHistogram[] histograms, int from, int count, ByteSink out) {
        int first = ResetHints.number(histograms[from].resetHint());
        boolean differ = false;
        for (int i = 0; i < count; i++) {
            numbers[i] = ResetHints.number(histograms[from + i].resetHint());
            differ |= numbers[i] != first;
        }
        if (!differ) {
            return first;
        }
        integers.encode(numbers, count, out);
        return HINTS_DIFFER;
    }

    /** Adds what it writes to {@link #totals}. */
    private void encodeBuckets(
            int[] indices, boolean positive, NativeHistogram[] histograms, int from, int count, ByteSink out) {
        Arrays.fill(positions, 0, count, 0);
        for (int index : indices) {
            for (int i = 0; i < count; i++) {
                NativeHistogram histogram = histograms[from + i];
                HistogramBuckets buckets = positive ? histogram.positive() : histogram.negative();
                int at = positions[i];
                boolean used = at < buckets.size() && buckets.index(at) == index;
                column[i] = used ? buckets.count(at) : 0;
                positions[i] += used ? 1 : 0;
                totals[i] += column[i];
            }
            values.encode(column, 0, count, out);
        }
    }

    /** Fills {@code to[0, count)}. */
    void decode(ByteSource in, int count, @Nullable NativeHistogram[] to) {
        makeRoom(count);
        int from = 0;
        while (from < count) {
            int length = in.readCount(count - from, "histograms of one layout");
            if (length == 0) {
                throw in.damaged("a run of no histograms");
            }
            HistogramLayout layout = HistogramLayout.read(in);
            if (length > 1 && (long) length * layout.buckets() > MOST_CELLS) {
                throw in.damaged(length + " histograms of " + layout.buckets() + " buckets");
            }
            decodeRun(in, layout, to, from, length);
            from += length;
        }
    }

    private void decodeRun(ByteSource in, HistogramLayout layout, @Nullable NativeHistogram[] to, int from, int count) {
        int flags = in.readByte();
        if (flags > ALL_FLAGS) {
            throw in.damaged("flags " + flags + " of histograms");
        }
        if ((flags & HINTS_DIFFER) != 0) {
            IntegerColumn.decode(in, numbers, count);
        } else {
            Arrays.fill(numbers, 0, count, flags & HINT);
        }
        double[] sums = new double[count];
        values.decode(in, count, sums, 0);
        double[] zeros = new double[count];
        if (!layout.hasBounds()) {
            values.decode(in, count, zeros, 0);
        }
        System.arraycopy(zeros, 0, totals, 0, count);
        double[][] positive = decodeBuckets(in, layout.positive().length, count);
        double[][] negative = decodeBuckets(in, layout.negative().length, count);
        values.decode(in, count, column, 0);
        boolean rest = (flags & COUNT_IS_REST) != 0;
        for (int i = 0; i < count; i++) {
            ResetHint hint = ResetHints.hint(numbers[i], in);
            double all = rest ? totals[i] + column[i] : column[i];
            to[from + i] = layout.histogram(in, hint, all, sums[i], zeros[i], positive[i], negative[i]);
        }
    }

    /** By histogram; adds what it reads to {@link #totals}. */
    private double[][] decodeBuckets(ByteSource in, int buckets, int count) {
        double[][] counts = new double[count][buckets];
        for (int bucket = 0; bucket < buckets; bucket++) {
            values.decode(in, count, column, 0);
            for (int i = 0; i < count; i++) {
                counts[i][bucket] = column[i];
                totals[i] += column[i];
            }
        }
        return counts;
    }
}
