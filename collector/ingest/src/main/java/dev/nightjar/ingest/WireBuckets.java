package dev.nightjar.ingest;

import dev.nightjar.model.HistogramBuckets;
import java.util.Arrays;

/** Buckets of one sign as remote write sends them: spans of used buckets, and counts or differences of counts. */
final class WireBuckets {
    /** Schemas up to this are merged into the finest of ours, as Prometheus does. */
    static final int FINEST_SCHEMA = 52;

    private static final int OFFSET = 1 << 3 | ProtoReader.VARINT;
    private static final int LENGTH = 2 << 3 | ProtoReader.VARINT;

    private long[] spans = new long[16];
    private int spanCount;
    private double[] counts = new double[64];
    private int[] indices = new int[64];
    private double[] merged = new double[64];
    private int size;
    private long running;

    void clear() {
        spanCount = 0;
        size = 0;
        running = 0;
    }

    int size() {
        return size;
    }

    void span(ProtoReader in, int tag, int end) throws MalformedException {
        if ((tag & 7) != ProtoReader.LENGTH) {
            in.skip(tag, end, "histogram");
            return;
        }
        int spanEnd = in.lengthEnd(end, "span of buckets");
        long offset = 0;
        long length = 0;
        while (in.position() < spanEnd) {
            int field = in.tag(spanEnd, "span of buckets");
            switch (field) {
                case OFFSET -> offset = (int) ProtoReader.zigzag(in.varint(spanEnd, "offset of a span"));
                case LENGTH -> length = in.varint(spanEnd, "length of a span") & 0xffff_ffffL;
                default -> in.skip(field, spanEnd, "span of buckets");
            }
        }
        if (2 * spanCount == spans.length) {
            spans = Arrays.copyOf(spans, 2 * spans.length);
        }
        spans[2 * spanCount] = offset;
        spans[2 * spanCount + 1] = length;
        spanCount++;
    }

    /** Packed or one by one. */
    void deltas(ProtoReader in, int tag, int end) throws MalformedException {
        switch (tag & 7) {
            case ProtoReader.LENGTH -> {
                int to = in.lengthEnd(end, "counts of buckets");
                while (in.position() < to) {
                    delta(in.varint(to, "count of a bucket"));
                }
            }
            case ProtoReader.VARINT -> delta(in.varint(end, "count of a bucket"));
            default -> in.skip(tag, end, "histogram");
        }
    }

    private void delta(long zigzag) {
        running += ProtoReader.zigzag(zigzag);
        add((double) running);
    }

    void counts(ProtoReader in, int tag, int end) throws MalformedException {
        switch (tag & 7) {
            case ProtoReader.LENGTH -> {
                int to = in.lengthEnd(end, "counts of buckets");
                while (in.position() < to) {
                    add(Double.longBitsToDouble(in.fixed64(to, "count of a bucket")));
                }
            }
            case ProtoReader.FIXED64 -> add(Double.longBitsToDouble(in.fixed64(end, "count of a bucket")));
            default -> in.skip(tag, end, "histogram");
        }
    }

    private void add(double count) {
        if (size == counts.length) {
            counts = Arrays.copyOf(counts, 2 * size);
        }
        counts[size++] = count;
    }

    /**
     * @param sign for messages
     * @param shift by how many schemas these are finer than they shall be
     */
    HistogramBuckets buckets(String sign, int shift) {
        if (indices.length < size) {
            indices = new int[counts.length];
            merged = new double[counts.length];
        }
        int used = 0;
        int taken = 0;
        long index = 0;
        for (int span = 0; span < spanCount; span++) {
            long offset = spans[2 * span];
            long length = spans[2 * span + 1];
            if (span > 0 && offset < 0) {
                throw new IllegalArgumentException(sign + " span " + span + " of a native histogram begins " + -offset
                        + " before the end of the" + " one before");
            }
            index += offset;
            if (length > size - taken || index + length > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("the " + sign + " spans of a native histogram have more buckets than"
                        + " the " + size + " that are counted");
            }
            for (long i = 0; i < length; i++, index++, taken++) {
                if (counts[taken] < 0) {
                    throw new IllegalArgumentException(
                            sign + " bucket " + index + " of a native histogram counts " + counts[taken]);
                }
                if (counts[taken] == 0) {
                    continue;
                }
                int at = HistogramBuckets.coarser((int) index, shift);
                if (used > 0 && indices[used - 1] == at) {
                    merged[used - 1] += counts[taken];
                } else {
                    indices[used] = at;
                    merged[used++] = counts[taken];
                }
            }
        }
        if (taken < size) {
            throw new IllegalArgumentException("the " + sign + " spans of a native histogram have " + taken
                    + " buckets, but " + size + " are counted");
        }
        return HistogramBuckets.of(Arrays.copyOf(indices, used), Arrays.copyOf(merged, used));
    }
}
