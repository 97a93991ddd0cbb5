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
