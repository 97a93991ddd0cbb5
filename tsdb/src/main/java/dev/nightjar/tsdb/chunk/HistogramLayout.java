package dev.nightjar.tsdb.chunk;

import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.NativeHistogram;
import java.util.Arrays;

/**
 * What histograms of a series have in common as long as its sender changes nothing: schema, zero threshold or bounds,
 * and which buckets are in use.
 *
 * <pre>
 * schema signed varint | custom bounds: count varint, 8 bytes each; otherwise zero threshold 8 |
 * positive, negative: count varint, gap to the bucket before signed varint, ...
 * </pre>
 */
record HistogramLayout(int schema, double zeroThreshold, double[] bounds, int[] positive, int[] negative) {
    /** More buckets of one sign than this are damage. */
    static final int MOST_BUCKETS = 1 << 16;

    static HistogramLayout of(NativeHistogram histogram) {
        return new HistogramLayout(
                histogram.schema(),
                histogram.zeroThreshold(),
                histogram.customBounds(),
                indices(histogram.positive()),
                indices(histogram.negative()));
    }

    private static int[] indices(HistogramBuckets buckets) {
        int[] indices = new int[buckets.size()];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = buckets.index(i);
        }
        return indices;
    }

    boolean hasBounds() {
        return schema == NativeHistogram.CUSTOM_BOUNDS;
    }

    /** Whether the histogram's buckets mean the same as these, though others may be in use. */
    boolean hasMeaningOf(NativeHistogram histogram) {
        return schema == histogram.schema()
                && Double.doubleToRawLongBits(zeroThreshold) == Double.doubleToRawLongBits(histogram.zeroThreshold())
                && Arrays.equals(bounds, histogram.customBounds());
    }

    /** This with the histogram's buckets too. */
    HistogramLayout with(NativeHistogram histogram) {
        int[] morePositive = union(positive, histogram.positive());
        int[] moreNegative = union(negative, histogram.negative());
        return morePositive.length == positive.length && moreNegative.length == negative.length
                ? this
                : new HistogramLayout(schema, zeroThreshold, bounds, morePositive, moreNegative);
    }

    static boolean isSame(int[] indices, HistogramBuckets buckets) {
        if (indices.length != buckets.size()) {
            return false;
        }
        for (int i = 0; i < indices.length; i++) {
            if (indices[i] != buckets.index(i)) {
                return false;
            }
        }
        return true;
    }

    private static int[] union(int[] known, HistogramBuckets buckets) {
        if (isSame(known, buckets)) {
            return known;
        }
        int[] union = new int[known.length + buckets.size()];
        int size = 0;
        int k = 0;
        int b = 0;
        while (k < known.length || b < buckets.size()) {
            if (b == buckets.size() || (k < known.length && known[k] <= buckets.index(b))) {
                b += b < buckets.size() && known[k] == buckets.index(b) ? 1 : 0;
                union[size++] = known[k++];
            } else {
                union[size++] = buckets.index(b++);
            }
        }
        return size == known.length ? known : Arrays.copyOf(union, size);
    }

    int buckets() {
        return positive.length + negative.length;
    }

    void write(ByteSink out) {
        writeMeaning(schema, zeroThreshold, bounds, out);
        writeIndices(positive, out);
        writeIndices(negative, out);
    }

    /** Appends what {@link #of} this histogram would write. */
    static void write(NativeHistogram histogram, ByteSink out) {
        writeMeaning(histogram.schema(), histogram.zeroThreshold(), histogram.customBounds(), out);
        writeIndices(histogram.positive(), out);
        writeIndices(histogram.negative(), out);
    }

    private static void writeMeaning(int schema, double zeroThreshold, double[] bounds, ByteSink out) {
        out.writeSigned(schema);
        if (schema == NativeHistogram.CUSTOM_BOUNDS) {
            out.writeVarint(bounds.length);
            for (double bound : bounds) {
                out.writeLong(Double.doubleToRawLongBits(bound));
            }
        } else {
            out.writeLong(Double.doubleToRawLongBits(zeroThreshold));
        }
    }

    private static void writeIndices(HistogramBuckets buckets, ByteSink out) {
        out.writeVarint(buckets.size());
        long before = 0;
        for (int i = 0; i < buckets.size(); i++) {
            out.writeSigned(buckets.index(i) - before);
            before = buckets.index(i);
        }
    }

    private static void writeIndices(int[] indices, ByteSink out) {
        out.writeVarint(indices.length);
        long before = 0;
        for (int index : indices) {
            out.writeSigned(index - before);
            before = index;
        }
    }

    static HistogramLayout read(ByteSource in) {
        long schema = in.readSigned();
        double[] bounds = {};
        double zeroThreshold = 0;
        if (schema == NativeHistogram.CUSTOM_BOUNDS) {
            bounds = new double[in.readCount(in.remaining() / 8, "bounds of a histogram")];
            for (int i = 0; i < bounds.length; i++) {
                bounds[i] = Double.longBitsToDouble(in.readLong());
            }
        } else if (schema < NativeHistogram.LOWEST_SCHEMA || schema > NativeHistogram.HIGHEST_SCHEMA) {
            throw in.damaged("schema " + schema + " of a histogram");
        } else {
            zeroThreshold = Double.longBitsToDouble(in.readLong());
        }
        return new HistogramLayout((int) schema, zeroThreshold, bounds, readIndices(in), readIndices(in));
    }

    private static int[] readIndices(ByteSource in) {
        int[] indices = new int[in.readCount(Math.min(MOST_BUCKETS, in.remaining()), "buckets of a histogram")];
        long index = 0;
        for (int i = 0; i < indices.length; i++) {
            long gap = in.readSigned();
            index += gap;
            if (index != (int) index || (i > 0 && (gap <= 0 || gap > 1L << 32))) {
                throw in.damaged("bucket " + index + " of a histogram, " + gap + " from the one before");
            }
            indices[i] = (int) index;
        }
        return indices;
    }

    /** A histogram of this layout; takes the counts over. Values that no histogram has are damage. */
    NativeHistogram histogram(
            ByteSource in,
            NativeHistogram.ResetHint hint,
            double count,
            double sum,
            double zeroCount,
            double[] positiveCounts,
            double[] negativeCounts) {
        try {
            HistogramBuckets positiveBuckets = HistogramBuckets.of(positive, positiveCounts);
            if (hasBounds()) {
                return NativeHistogram.withBounds(bounds, hint, count, sum, positiveBuckets);
            }
            HistogramBuckets negativeBuckets = HistogramBuckets.of(negative, negativeCounts);
            return new NativeHistogram(
                    schema, hint, count, sum, zeroThreshold, zeroCount, positiveBuckets, negativeBuckets);
        } catch (IllegalArgumentException e) {
            throw in.damaged(String.valueOf(e.getMessage()));
        }
    }

    /** Arrays are compared by what is in them. */
    @Override
    public boolean equals(Object other) {
        return other instanceof HistogramLayout that
                && schema == that.schema
                && Double.doubleToRawLongBits(zeroThreshold) == Double.doubleToRawLongBits(that.zeroThreshold)
                && Arrays.equals(bounds, that.bounds)
                && Arrays.equals(positive, that.positive)
                && Arrays.equals(negative, that.negative);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(positive) + Arrays.hashCode(negative);
    }

    @Override
    public String toString() {
        return "schema " + schema + ", buckets " + Arrays.toString(negative) + Arrays.toString(positive);
    }
}
