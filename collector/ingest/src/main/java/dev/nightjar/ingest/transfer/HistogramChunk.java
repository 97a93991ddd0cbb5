package dev.nightjar.ingest.transfer;

import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.NativeHistogram.ResetHint;
import dev.nightjar.model.StaleMarker;
import java.util.Arrays;

/**
 * Decodes Prometheus' chunks of native histograms (format: tsdb/docs/format/chunks.md in Prometheus' repository): one
 * layout for the chunk, then samples, of which times and whole counts are differences of differences, fractions and
 * sums the bits in which they differ. Whole counts of buckets are, before that, differences to the bucket before.
 */
final class HistogramChunk {
    static final int WHOLE_ENCODING = 2;
    static final int FRACTION_ENCODING = 3;

    private static final int WIDEST_ZERO_THRESHOLD = 255;
    private static final int ZERO_THRESHOLD_BIAS = 243;

    /** Takes what is in a chunk. */
    interface Taker {
        void histogram(long timestampMillis, NativeHistogram histogram);

        void stale(long timestampMillis);
    }

    private final ChunkBits in;
    private final boolean whole;

    HistogramChunk(byte[] bytes, int encoding) {
        this.in = new ChunkBits(bytes);
        this.whole = encoding == WHOLE_ENCODING;
    }

    static boolean isEncoding(int encoding) {
        return encoding == WHOLE_ENCODING || encoding == FRACTION_ENCODING;
    }

    /** Throws {@link IllegalArgumentException} if the bytes are no such chunk; what was taken before is good. */
    void decode(Taker taker) {
        int samples = (int) in.bits(16);
        int flags = (int) in.bits(8);
        double zeroThreshold = zeroThreshold();
        int schema = (int) in.signed();
        int[] positive = indices();
        int[] negative = indices();
        double[] bounds = schema == NativeHistogram.CUSTOM_BOUNDS ? bounds() : new double[0];
        HistogramCounts counts = whole
                ? new HistogramCounts.Whole(positive.length, negative.length)
                : new HistogramCounts.Fractions(positive.length, negative.length);
        long time = 0;
        long step = 0;
        for (int i = 0; i < samples; i++) {
            if (i == 0) {
                time = in.signed();
            } else {
                step += in.signed();
                time += step;
            }
            counts.next(in, i == 0);
            if (StaleMarker.is(counts.sum())) {
                taker.stale(time);
                continue;
            }
            HistogramBuckets above = HistogramBuckets.of(positive, counts.positive());
            ResetHint hint = hint(flags >>> 6, i);
            taker.histogram(
                    time,
                    schema == NativeHistogram.CUSTOM_BOUNDS
                            ? NativeHistogram.withBounds(bounds, hint, counts.count(), counts.sum(), above)
                            : new NativeHistogram(
                                    schema,
                                    hint,
                                    counts.count(),
                                    counts.sum(),
                                    zeroThreshold,
                                    counts.zeroCount(),
                                    above,
                                    HistogramBuckets.of(negative, counts.negative())));
        }
    }

    /** A chunk is cut at each reset, so that within it there is none. */
    private static ResetHint hint(int header, int sample) {
        return switch (header) {
            case 3 -> ResetHint.GAUGE;
            case 2 -> sample == 0 ? ResetHint.RESET : ResetHint.NO_RESET;
            case 1 -> ResetHint.NO_RESET;
            default -> sample == 0 ? ResetHint.UNKNOWN : ResetHint.NO_RESET;
        };
    }

    private double zeroThreshold() {
        int exponent = (int) in.bits(8);
        if (exponent == WIDEST_ZERO_THRESHOLD) {
            return in.number();
        }
        return exponent == 0 ? 0 : Math.scalb(0.5, exponent - ZERO_THRESHOLD_BIAS);
    }

    private int[] indices() {
        int spans = in.count("spans");
        int[] indices = new int[16];
        int size = 0;
        long index = 0;
        for (int span = 0; span < spans; span++) {
            int length = in.count("buckets");
            index += in.signed();
            if (size + (long) length > in.left()) {
                throw new IllegalArgumentException("it counts more buckets than it has bits");
            }
            for (int i = 0; i < length; i++) {
                if (size == indices.length) {
                    indices = Arrays.copyOf(indices, 2 * size);
                }
                indices[size++] = Math.toIntExact(Math.clamp(index++, Integer.MIN_VALUE, Integer.MAX_VALUE));
            }
        }
        return Arrays.copyOf(indices, size);
    }

    /** Bounds that are multiples of a thousandth are stored as such, plus one; others whole. */
    private double[] bounds() {
        double[] bounds = new double[in.count("bounds")];
        for (int i = 0; i < bounds.length; i++) {
            long thousandths = in.unsigned();
            bounds[i] = thousandths == 0 ? in.number() : (thousandths - 1) / 1000.0;
        }
        return bounds;
    }
}
