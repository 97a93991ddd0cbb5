package dev.nightjar.ingest.otlp;

import dev.nightjar.ingest.MalformedException;
import dev.nightjar.ingest.ProtoReader;
import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.NativeHistogram;
import java.util.Arrays;

/**
 * Buckets of one sign as OpenTelemetry sends them, dense from an offset. Bucket {@code i} there holds what lies above
 * {@code base^i}; ours of that index holds what lies up to it, so that ours is one higher.
 */
final class ExponentialBuckets {
    private static final int OFFSET = 1 << 3 | ProtoReader.VARINT;
    private static final int COUNTS = 2;

    private final PackedNumbers counts = new PackedNumbers(ProtoReader.VARINT, "counts of buckets");
    private long offset;

    void clear() {
        counts.clear();
        offset = 0;
    }

    int size() {
        return counts.size();
    }

    void read(ProtoReader in, int end) throws MalformedException {
        while (in.position() < end) {
            int tag = in.tag(end, "buckets");
            if (tag == OFFSET) {
                offset = (int) ProtoReader.zigzag(in.varint(end, "offset of buckets"));
            } else if (tag >>> 3 == COUNTS) {
                counts.read(in, tag, end);
            } else {
                in.skip(tag, end, "buckets");
            }
        }
    }

    /**
     * @param shift by how many scales these are finer than they shall be
     */
    HistogramBuckets buckets(int shift) {
        if (offset + counts.size() >= Integer.MAX_VALUE) {
            throw new IllegalArgumentException("its buckets go up to " + (offset + counts.size()));
        }
        int[] indices = new int[counts.size()];
        double[] values = new double[counts.size()];
        int used = 0;
        for (int i = 0; i < counts.size(); i++) {
            long count = counts.bits(i);
            if (count == 0) {
                continue;
            }
            int index = HistogramBuckets.coarser((int) (offset + i) + 1, shift);
            double value = count >= 0 ? count : (count >>> 1) * 2.0;
            if (used > 0 && indices[used - 1] == index) {
                values[used - 1] += value;
            } else {
                indices[used] = index;
                values[used++] = value;
            }
        }
        return HistogramBuckets.of(Arrays.copyOf(indices, used), Arrays.copyOf(values, used));
    }

    /** Both together, at the coarser of their schemas; they have the same zero threshold. */
    static NativeHistogram sum(NativeHistogram one, NativeHistogram other) {
        int schema = Math.min(one.schema(), other.schema());
        NativeHistogram left = one.toSchema(schema);
        NativeHistogram right = other.toSchema(schema);
        return new NativeHistogram(
                schema,
                NativeHistogram.ResetHint.UNKNOWN,
                one.count() + other.count(),
                one.sum() + other.sum(),
                one.zeroThreshold(),
                one.zeroCount() + other.zeroCount(),
                left.positive().plus(right.positive(), 1),
                left.negative().plus(right.negative(), 1));
    }
}
