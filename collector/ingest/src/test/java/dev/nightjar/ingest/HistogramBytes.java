package dev.nightjar.ingest;

import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.NativeHistogram.ResetHint;
import java.util.Arrays;

/** Native histograms as remote write sends them. */
final class HistogramBytes {
    /** What {@link #whole} is. */
    static final NativeHistogram WHOLE = new NativeHistogram(
            3,
            ResetHint.NO_RESET,
            21,
            18.5,
            1e-128,
            2,
            HistogramBuckets.of(new int[] {-2, -1, 3}, new double[] {4, 6, 5}),
            HistogramBuckets.of(new int[] {7}, new double[] {4}));

    private HistogramBytes() {}

    static ProtoBytes whole(long timestampMillis) {
        return new ProtoBytes()
                .varint(1, 21)
                .fixed64(3, Double.doubleToRawLongBits(18.5))
                .varint(4, zigzag(3))
                .fixed64(5, Double.doubleToRawLongBits(1e-128))
                .varint(6, 2)
                .message(8, span(7, 1))
                .bytes(9, new ProtoBytes().packed(zigzag(4)).toBytes())
                .message(11, span(-2, 3))
                .message(11, span(2, 1))
                .bytes(
                        12,
                        new ProtoBytes()
                                .packed(zigzag(4), zigzag(2), zigzag(-6), zigzag(5))
                                .toBytes())
                .varint(14, 2)
                .varint(15, timestampMillis);
    }

    /** A histogram that is given, each bucket in a span of its own; whole counts as integers, others as fractions. */
    static ProtoBytes of(NativeHistogram histogram, long timestampMillis) {
        boolean whole = histogram.count() == Math.rint(histogram.count())
                && isWhole(histogram.positive())
                && isWhole(histogram.negative());
        ProtoBytes out = new ProtoBytes();
        if (whole) {
            out.varint(1, (long) histogram.count());
        } else {
            out.fixed64(2, Double.doubleToRawLongBits(histogram.count()));
        }
        out.fixed64(3, Double.doubleToRawLongBits(histogram.sum()))
                .varint(4, zigzag(histogram.schema()))
                .fixed64(5, Double.doubleToRawLongBits(histogram.zeroThreshold()));
        if (whole) {
            out.varint(6, (long) histogram.zeroCount());
        } else {
            out.fixed64(7, Double.doubleToRawLongBits(histogram.zeroCount()));
        }
        buckets(histogram.negative(), 8, whole, out);
        buckets(histogram.positive(), 11, whole, out);
        if (histogram.hasCustomBounds()) {
            out.bytes(16, doubles(histogram.customBounds()));
        }
        return out.varint(15, timestampMillis);
    }

    private static boolean isWhole(HistogramBuckets buckets) {
        for (int i = 0; i < buckets.size(); i++) {
            if (buckets.count(i) != Math.rint(buckets.count(i))) {
                return false;
            }
        }
        return true;
    }

    /** Spans at {@code field}, differences of counts behind that, counts behind that. */
    private static void buckets(HistogramBuckets buckets, int field, boolean whole, ProtoBytes out) {
        ProtoBytes counts = new ProtoBytes();
        long before = 0;
        int end = 0;
        for (int i = 0; i < buckets.size(); i++) {
            out.message(field, span(buckets.index(i) - end, 1));
            end = buckets.index(i) + 1;
            if (whole) {
                counts.packed(zigzag((long) buckets.count(i) - before));
                before = (long) buckets.count(i);
            } else {
                counts.rawFixed64(buckets.count(i));
            }
        }
        out.bytes(whole ? field + 1 : field + 2, counts.toBytes());
    }

    static ProtoBytes span(int offset, int length) {
        return new ProtoBytes().varint(1, zigzag(offset)).varint(2, length);
    }

    static long zigzag(long number) {
        return number << 1 ^ number >> 63;
    }

    static byte[] doubles(double... numbers) {
        ProtoBytes out = new ProtoBytes();
        Arrays.stream(numbers).forEach(out::rawFixed64);
        return out.toBytes();
    }
}
