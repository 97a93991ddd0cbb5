package dev.nightjar.ingest;

import dev.nightjar.model.NativeHistogram.ResetHint;
import dev.nightjar.model.StaleMarker;

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
    private final HistogramParts parts = new HistogramParts();
    private int buckets;
    private long timestampMillis;
    private long startMillis;

    HistogramDecoder(ProtoReader in) {
        this.in = in;
    }

    /** Reads the message that ends at {@code end} into {@code to}. */
    void read(int end, BatchColumns to) throws MalformedException {
        int at = in.position();
        fields(end);
        buckets += parts.size();
        if (buckets > MOST_BUCKETS) {
            throw MalformedException.tooLarge("the native histograms of the request have more than " + MOST_BUCKETS
                    + " buckets (reached at byte " + at + "): send smaller requests");
        }
        if (StaleMarker.is(parts.sum)) {
            to.sample(timestampMillis, StaleMarker.BITS);
        } else {
            try {
                to.histogram(timestampMillis, parts.histogram());
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
        parts.clear();
        timestampMillis = 0;
        startMillis = 0;
    }

    private void fields(int end) throws MalformedException {
        clear();
        while (in.position() < end) {
            int tag = in.tag(end, "histogram");
            switch (tag) {
                case COUNT_INT -> parts.count = HistogramParts.unsigned(in.varint(end, "count of a histogram"));
                case COUNT_FLOAT -> {
                    parts.count = number(end, "count of a histogram");
                    parts.whole = false;
                }
                case SUM -> parts.sum = number(end, "sum of a histogram");
                case SCHEMA -> parts.schema = (int) ProtoReader.zigzag(in.varint(end, "schema of a histogram"));
                case ZERO_THRESHOLD -> parts.zeroThreshold = number(end, "zero threshold of a histogram");
                case ZERO_COUNT_INT ->
                    parts.zeroCount = HistogramParts.unsigned(in.varint(end, "zero count of a histogram"));
                case ZERO_COUNT_FLOAT -> parts.zeroCount = number(end, "zero count of a histogram");
                case RESET_HINT -> parts.hint = hint(in.varint(end, "reset hint of a histogram"));
                case TIMESTAMP -> timestampMillis = in.varint(end, "timestamp of a histogram");
                case START_TIMESTAMP -> startMillis = in.varint(end, "start timestamp of a histogram");
                default -> {
                    switch (tag >>> 3) {
                        case NEGATIVE_SPANS -> parts.negative.span(in, tag, end);
                        case NEGATIVE_DELTAS -> parts.negative.deltas(in, tag, end);
                        case NEGATIVE_COUNTS -> parts.negative.counts(in, tag, end);
                        case POSITIVE_SPANS -> parts.positive.span(in, tag, end);
                        case POSITIVE_DELTAS -> parts.positive.deltas(in, tag, end);
                        case POSITIVE_COUNTS -> parts.positive.counts(in, tag, end);
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
                    parts.bound(number(to, "bound of a histogram"));
                }
            }
            case ProtoReader.FIXED64 -> parts.bound(number(end, "bound of a histogram"));
            default -> in.skip(tag, end, "histogram");
        }
    }

    private double number(int end, String what) throws MalformedException {
        return Double.longBitsToDouble(in.fixed64(end, what));
    }

    private static ResetHint hint(long number) {
        return number == 1
                ? ResetHint.RESET
                : number == 2 ? ResetHint.NO_RESET : number == 3 ? ResetHint.GAUGE : ResetHint.UNKNOWN;
    }
}
