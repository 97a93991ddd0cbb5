package dev.nightjar.ingest;

import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.NativeHistogram.ResetHint;
import java.util.Arrays;

/** Reads the histogram of an {@code io.prometheus.client.Metric}: classic buckets, native ones, or both. Used again and again. */
final class ExposedHistogramReader {
    private static final int COUNT = 1 << 3 | ProtoReader.VARINT;
    private static final int SUM = 2 << 3 | ProtoReader.FIXED64;
    private static final int BUCKET = 3 << 3 | ProtoReader.LENGTH;
    private static final int COUNT_FLOAT = 4 << 3 | ProtoReader.FIXED64;
    private static final int SCHEMA = 5 << 3 | ProtoReader.VARINT;
    private static final int ZERO_THRESHOLD = 6 << 3 | ProtoReader.FIXED64;
    private static final int ZERO_COUNT = 7 << 3 | ProtoReader.VARINT;
    private static final int ZERO_COUNT_FLOAT = 8 << 3 | ProtoReader.FIXED64;
    private static final int NEGATIVE_SPAN = 9;
    private static final int NEGATIVE_DELTA = 10;
    private static final int NEGATIVE_COUNT = 11;
    private static final int POSITIVE_SPAN = 12;
    private static final int POSITIVE_DELTA = 13;
    private static final int POSITIVE_COUNT = 14;
    private static final int EXEMPLAR = 16 << 3 | ProtoReader.LENGTH;

    private final ProtoReader in;
    private final HistogramParts parts = new HistogramParts();
    private boolean spans;
    private int[] bucketAt = new int[16];
    private int[] bucketEnd = new int[16];
    private int buckets;
    private int[] exemplarAt = new int[4];
    private int[] exemplarEnd = new int[4];
    private int exemplars;

    ExposedHistogramReader(ProtoReader in) {
        this.in = in;
    }

    void read(int end, boolean ofGauge) throws MalformedException {
        parts.clear();
        parts.hint = ofGauge ? ResetHint.GAUGE : ResetHint.UNKNOWN;
        spans = false;
        buckets = 0;
        exemplars = 0;
        while (in.position() < end) {
            field(in.tag(end, "histogram"), end);
        }
    }

    private void field(int tag, int end) throws MalformedException {
        switch (tag) {
            case COUNT -> parts.count = HistogramParts.unsigned(in.varint(end, "count of a histogram"));
            case COUNT_FLOAT -> {
                double count = number(end);
                if (count > 0) {
                    parts.count = count;
                    parts.whole = false;
                }
            }
            case SUM -> parts.sum = number(end);
            case BUCKET -> bucket(in.lengthEnd(end, "bucket"));
            case SCHEMA -> parts.schema = (int) ProtoReader.zigzag(in.varint(end, "schema of a histogram"));
            case ZERO_THRESHOLD -> parts.zeroThreshold = number(end);
            case ZERO_COUNT -> parts.zeroCount = HistogramParts.unsigned(in.varint(end, "zero count of a histogram"));
            case ZERO_COUNT_FLOAT -> parts.zeroCount = number(end);
            case EXEMPLAR -> exemplar(in.lengthEnd(end, "exemplar"));
            default -> buckets(tag, end);
        }
    }

    private void buckets(int tag, int end) throws MalformedException {
        switch (tag >>> 3) {
            case NEGATIVE_SPAN -> {
                spans = true;
                parts.negative.span(in, tag, end);
            }
            case NEGATIVE_DELTA -> parts.negative.deltas(in, tag, end);
            case NEGATIVE_COUNT -> parts.negative.counts(in, tag, end);
            case POSITIVE_SPAN -> {
                spans = true;
                parts.positive.span(in, tag, end);
            }
            case POSITIVE_DELTA -> parts.positive.deltas(in, tag, end);
            case POSITIVE_COUNT -> parts.positive.counts(in, tag, end);
            default -> in.skip(tag, end, "histogram");
        }
    }

    private double number(int end) throws MalformedException {
        return Double.longBitsToDouble(in.fixed64(end, "histogram"));
    }

    private void bucket(int end) {
        if (buckets == bucketAt.length) {
            bucketAt = Arrays.copyOf(bucketAt, 2 * buckets);
            bucketEnd = Arrays.copyOf(bucketEnd, 2 * buckets);
        }
        bucketAt[buckets] = in.position();
        bucketEnd[buckets++] = end;
        in.moveTo(end);
    }

    private void exemplar(int end) {
        if (exemplars == exemplarAt.length) {
            exemplarAt = Arrays.copyOf(exemplarAt, 2 * exemplars);
            exemplarEnd = Arrays.copyOf(exemplarEnd, 2 * exemplars);
        }
        exemplarAt[exemplars] = in.position();
        exemplarEnd[exemplars++] = end;
        in.moveTo(end);
    }

    /** Whether it has a native form, perhaps one without observations. */
    boolean isNative() {
        return spans || parts.zeroThreshold > 0 || parts.zeroCount > 0;
    }

    /** The native form. */
    NativeHistogram histogram() throws MalformedException {
        try {
            return parts.histogram();
        } catch (IllegalArgumentException e) {
            throw new MalformedException(String.valueOf(e.getMessage()));
        }
    }

    double count() {
        return parts.count;
    }

    double sum() {
        return parts.sum;
    }

    int bucketCount() {
        return buckets;
    }

    int bucketAt(int bucket) {
        return bucketAt[bucket];
    }

    int bucketEnd(int bucket) {
        return bucketEnd[bucket];
    }

    int exemplarCount() {
        return exemplars;
    }

    int exemplarAt(int exemplar) {
        return exemplarAt[exemplar];
    }

    int exemplarEnd(int exemplar) {
        return exemplarEnd[exemplar];
    }
}
