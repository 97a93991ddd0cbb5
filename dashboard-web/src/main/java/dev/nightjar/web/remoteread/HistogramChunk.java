package dev.nightjar.web.remoteread;

import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.NativeHistogram.ResetHint;
import dev.nightjar.model.SampleBuffer;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/*
 * Prometheus' chunk of histograms with fractional counts, which hold whole ones up to 2^53 exactly (format:
 * tsdb/docs/format/chunks.md in its repository): the number of samples, what is known of a reset before the first, one
 * layout for all, then of each sample time, count, count of the zero bucket, sum and buckets, column by column as the
 * bits that changed. Within a chunk no counter was reset; bounds of its own are written in full.
 */
/** Packs histograms that share a layout into one chunk. Not thread-safe. */
final class HistogramChunk {
    private static final int MOST_SAMPLES = XorChunk.MOST_SAMPLES;
    private static final int HEAD_BYTES = 3;
    private static final int ANY_ZERO_THRESHOLD = 255;

    private final ChunkBits bits = new ChunkBits();

    byte[] array() {
        return bits.array();
    }

    /** Bytes used. */
    int size() {
        return bits.size();
    }

    /** Packs as many samples from {@code from} on as one chunk takes; answers where the next begins. */
    int pack(SampleBuffer samples, int from) {
        int to = from + 1;
        while (to < samples.size() && to - from < MOST_SAMPLES && goesOn(at(samples, from), samples.histogram(to))) {
            to++;
        }
        NativeHistogram first = at(samples, from);
        bits.clear(HEAD_BYTES);
        bits.count(to - from);
        bits.array()[2] = (byte) (header(first.resetHint()) << 6);
        zeroThreshold(first.zeroThreshold());
        bits.signed(first.schema());
        int[] positive = layout(samples, from, to, NativeHistogram::positive);
        int[] negative = layout(samples, from, to, NativeHistogram::negative);
        if (first.hasCustomBounds()) {
            bounds(first.customBounds());
        }
        Columns columns = new Columns(positive, negative);
        for (int i = from; i < to; i++) {
            columns.add(samples.timestampMillis(i), at(samples, i));
        }
        return to;
    }

    private static NativeHistogram at(SampleBuffer samples, int index) {
        NativeHistogram histogram = samples.histogram(index);
        if (histogram == null) {
            throw new IllegalArgumentException("sample " + index + " is no histogram");
        }
        return histogram;
    }

    private static boolean goesOn(NativeHistogram first, @Nullable NativeHistogram next) {
        boolean gauge = first.resetHint() == ResetHint.GAUGE;
        return next != null
                && next.resetHint() == (gauge ? ResetHint.GAUGE : ResetHint.NO_RESET)
                && next.schema() == first.schema()
                && next.zeroThreshold() == first.zeroThreshold()
                && Arrays.equals(next.customBounds(), first.customBounds());
    }

    private static int header(ResetHint hint) {
        return switch (hint) {
            case UNKNOWN -> 0;
            case NO_RESET -> 1;
            case RESET -> 2;
            case GAUGE -> 3;
        };
    }

    private void zeroThreshold(double threshold) {
        bits.put(threshold == 0 ? 0 : ANY_ZERO_THRESHOLD, 8);
        if (threshold != 0) {
            bits.real(threshold);
        }
    }

    /** Writes, as runs of neighbours, and answers which buckets any of the samples has. */
    private int[] layout(SampleBuffer samples, int from, int to, Function<NativeHistogram, HistogramBuckets> side) {
        int[] indices = IntStream.range(from, to)
                .mapToObj(i -> side.apply(at(samples, i)))
                .flatMapToInt(buckets -> IntStream.range(0, buckets.size()).map(buckets::index))
                .sorted()
                .distinct()
                .toArray();
        int[] starts = IntStream.range(0, indices.length)
                .filter(i -> i == 0 || indices[i] != indices[i - 1] + 1)
                .toArray();
        bits.unsigned(starts.length);
        int next = 0;
        for (int span = 0; span < starts.length; span++) {
            int end = span + 1 < starts.length ? starts[span + 1] : indices.length;
            bits.unsigned(end - starts[span]);
            bits.signed((long) indices[starts[span]] - next);
            next = indices[end - 1] + 1;
        }
        return indices;
    }

    private void bounds(double[] bounds) {
        bits.unsigned(bounds.length);
        for (double bound : bounds) {
            bits.unsigned(0);
            bits.real(bound);
        }
    }

    /** The samples' numbers, one column after the other. */
    private final class Columns {
        private final int[] positive;
        private final int[] negative;
        private final ChunkBits.Differing[] columns;
        private int samples;
        private long time;
        private long delta;

        Columns(int[] positive, int[] negative) {
            this.positive = positive;
            this.negative = negative;
            columns = new ChunkBits.Differing[3 + positive.length + negative.length];
            Arrays.setAll(columns, _ -> new ChunkBits.Differing(bits));
        }

        void add(long timeMillis, NativeHistogram histogram) {
            long newDelta = timeMillis - time;
            bits.signed(samples == 0 ? timeMillis : newDelta - delta);
            delta = samples == 0 ? 0 : newDelta;
            time = timeMillis;
            samples++;
            columns[0].add(histogram.count());
            columns[1].add(histogram.zeroCount());
            columns[2].add(histogram.sum());
            buckets(3, positive, histogram.positive());
            buckets(3 + positive.length, negative, histogram.negative());
        }

        private void buckets(int firstColumn, int[] indices, HistogramBuckets buckets) {
            int at = 0;
            for (int i = 0; i < indices.length; i++) {
                boolean there = at < buckets.size() && buckets.index(at) == indices[i];
                columns[firstColumn + i].add(there ? buckets.count(at++) : 0);
            }
        }
    }
}
