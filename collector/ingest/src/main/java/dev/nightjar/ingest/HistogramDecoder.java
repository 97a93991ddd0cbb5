package dev.nightjar.ingest;

import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.NativeHistogram.ResetHint;
import dev.nightjar.model.StaleMarker;
import java.util.Arrays;

/**
 * Turns the native histograms of remote write, which 1.0 and 2.0 write alike, into ours: spans into indices, counts or
 * differences of counts into counts. Not thread-safe, used again and again.
 */
final class HistogramDecoder {
    /** Of one request, so that a body of zeros cannot unfold without end: 12 bytes each. */
    static final int MOST_BUCKETS = 4 << 20;

    private static final int COUNT_INT = 1 << 3 | ProtoReader.VARINT;
    private static final int COUNT_FLOAT = 2 << 3 | ProtoReader.FIXED64;
    private static final int SUM = 3 << 3 | ProtoReader.FIXED64;
    private static final int SCHEMA = 4 << 3 | ProtoReader.VARINT;
    private static final int ZERO_THRESHOLD = 5 << 3 | ProtoReader.FIXED64;
    private static final int ZERO_COUNT_INT = 6 << 3 | ProtoReader.VARINT;
    private static final int ZERO_COUNT_FLOAT = 7 << 3 | ProtoReader.FIXED64;
    private static final int NEGATIVE_SPANS = 8;
    private static final int NEGATIVE_DELTAS = 9;
    private static final int NEGATIVE_COUNTS = 10;
    private static final int POSITIVE_SPANS = 11;
    private static final int POSITIVE_DELTAS = 12;
    private static final int POSITIVE_COUNTS = 13;
    private static final int RESET_HINT = 14 << 3 | ProtoReader.VARINT;
    private static final int TIMESTAMP = 15 << 3 | ProtoReader.VARINT;
    private static final int CUSTOM_VALUES = 16;
    private static final int START_TIMESTAMP = 17 << 3 | ProtoReader.VARINT;

    private final ProtoReader in;
    private final WireBuckets positive = new WireBuckets();
    private final WireBuckets negative = new WireBuckets();
    private double[] bounds = new double[16];
    private int boundCount;
    private int buckets;
    private int schema;
    private ResetHint hint = ResetHint.UNKNOWN;
    private double count;
    private double sum;
    private double zeroThreshold;
    private double zeroCount;
    private boolean whole;
    private long timestampMillis;
    private long startMillis;

    HistogramDecoder(ProtoReader in) {
        this.in = in;
    }

    /** Reads the message that ends at {@code end} into {@code to}. */
    void read(int end, BatchColumns to) throws MalformedException {
        int at = in.position();
        fields(end);
        buckets += positive.size() + negative.size() + boundCount;
        if (buckets > MOST_BUCKETS) {
            throw MalformedException.tooLarge("the native histograms of the request have more than " + MOST_BUCKETS
                    + " buckets (reached at byte " + at + "): send smaller requests");
        }
        if (StaleMarker.is(sum)) {
            to.sample(timestampMillis, StaleMarker.BITS);
        } else {
            try {
                to.histogram(timestampMillis, histogram());
            } catch (IllegalArgumentException e) {
                to.invalidHistogram(e.getMessage() + " (at byte " + at + ")");
                return;
            }
        }
        if (startMillis != 0) {
            to.startedAt(startMillis);
        }
    }

    private void clear() {
        positive.clear();
        negative.clear();
        boundCount = 0;
        schema = 0;
        hint = ResetHint.UNKNOWN;
        count = 0;
        sum = 0;
        zeroThreshold = 0;
        zeroCount = 0;
        whole = true;
        timestampMillis = 0;
        startMillis = 0;
    }

    private void fields(int end) throws MalformedException {
        clear();
        while (in.position() < end) {
            int tag = in.tag(end, "histogram");
            switch (tag) {
                case COUNT_INT -> count = unsigned(in.varint(end, "count of a histogram"));
                case COUNT_FLOAT -> {
                    count = number(end, "count of a histogram");
                    whole = false;
                }
                case SUM -> sum = number(end, "sum of a histogram");
                case SCHEMA -> schema = (int) ProtoReader.zigzag(in.varint(end, "schema of a histogram"));
                case ZERO_THRESHOLD -> zeroThreshold = number(end, "zero threshold of a histogram");
                case ZERO_COUNT_INT -> zeroCount = unsigned(in.varint(end, "zero count of a histogram"));
                case ZERO_COUNT_FLOAT -> zeroCount = number(end, "zero count of a histogram");
                case RESET_HINT -> hint = hint(in.varint(end, "reset hint of a histogram"));
                case TIMESTAMP -> timestampMillis = in.varint(end, "timestamp of a histogram");
                case START_TIMESTAMP -> startMillis = in.varint(end, "start timestamp of a histogram");
                default -> {
                    switch (tag >>> 3) {
                        case NEGATIVE_SPANS -> negative.span(in, tag, end);
                        case NEGATIVE_DELTAS -> negative.deltas(in, tag, end);
                        case NEGATIVE_COUNTS -> negative.counts(in, tag, end);
                        case POSITIVE_SPANS -> positive.span(in, tag, end);
                        case POSITIVE_DELTAS -> positive.deltas(in, tag, end);
                        case POSITIVE_COUNTS -> positive.counts(in, tag, end);
                        case CUSTOM_VALUES -> customValues(tag, end);
                        default -> in.skip(tag, end, "histogram");
                    }
                }
            }
        }
    }

    /** Packed or one by one. */
    private void customValues(int tag, int end) throws MalformedException {
        switch (tag & 7) {
            case ProtoReader.LENGTH -> {
                int to = in.lengthEnd(end, "bounds of a histogram");
                while (in.position() < to) {
                    bound(number(to, "bound of a histogram"));
                }
            }
            case ProtoReader.FIXED64 -> bound(number(end, "bound of a histogram"));
            default -> in.skip(tag, end, "histogram");
        }
    }

    private void bound(double bound) {
        if (boundCount == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * boundCount);
        }
        bounds[boundCount++] = bound;
    }

    private double number(int end, String what) throws MalformedException {
        return Double.longBitsToDouble(in.fixed64(end, what));
    }

    private static double unsigned(long count) {
        return count >= 0 ? count : (count >>> 1) * 2.0;
    }

    private static ResetHint hint(long number) {
        return number == 1
                ? ResetHint.RESET
                : number == 2 ? ResetHint.NO_RESET : number == 3 ? ResetHint.GAUGE : ResetHint.UNKNOWN;
    }

    /** Throws {@link IllegalArgumentException} on what cannot be. */
    private NativeHistogram histogram() {
        int shift = Math.max(0, schema - NativeHistogram.HIGHEST_SCHEMA);
        if (schema > WireBuckets.FINEST_SCHEMA) {
            throw new IllegalArgumentException("schema " + schema + " of a native histogram is not known");
        }
        HistogramBuckets above = positive.buckets("positive", shift);
        HistogramBuckets below = negative.buckets("negative", shift);
        checkCount(above, below);
        if (schema != NativeHistogram.CUSTOM_BOUNDS) {
            if (zeroCount < 0 || boundCount > 0) {
                throw new IllegalArgumentException(
                        boundCount > 0
                                ? "a native histogram of schema " + schema + " has bounds of its own"
                                : "the zero bucket counts " + zeroCount);
            }
            return new NativeHistogram(schema - shift, hint, count, sum, zeroThreshold, zeroCount, above, below);
        }
        if (below.size() > 0 || zeroCount != 0) {
            throw new IllegalArgumentException(
                    "a native histogram with bounds of its own has negative or zero buckets");
        }
        return NativeHistogram.withBounds(Arrays.copyOf(bounds, boundCount), hint, count, sum, above);
    }

    /** Whole counts add up, but for observations that were no number, which are in no bucket; a sum tells of those. */
    private void checkCount(HistogramBuckets above, HistogramBuckets below) {
        double inBuckets = zeroCount + total(above) + total(below);
        boolean adds = Double.isNaN(sum) ? inBuckets <= count : inBuckets == count;
        if (whole && !adds) {
            throw new IllegalArgumentException(
                    "a native histogram counts " + count + " observations, its buckets " + inBuckets);
        }
    }

    private static double total(HistogramBuckets buckets) {
        double total = 0;
        for (int i = 0; i < buckets.size(); i++) {
            total += buckets.count(i);
        }
        return total;
    }
}
