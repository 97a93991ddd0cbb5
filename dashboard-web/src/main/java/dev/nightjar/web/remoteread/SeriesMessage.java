package dev.nightjar.web.remoteread;

import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.Labels;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.SampleBuffer;
import java.util.Arrays;

/** Turns a series into a protobuf message of its labels and samples. Not thread-safe. */
final class SeriesMessage implements SeriesCoding {
    private final MessageWriter scratch = new MessageWriter();
    private final MessageWriter series = new MessageWriter();

    @Override
    public byte[] encode(Labels labels, SampleBuffer samples) {
        series.clear();
        labels(labels, scratch, series);
        samples(samples, scratch, series);
        return Arrays.copyOf(series.array(), series.size());
    }

    /** {@code scratch} is overwritten. */
    static void labels(Labels labels, MessageWriter scratch, MessageWriter to) {
        for (int i = 0; i < labels.size(); i++) {
            scratch.clear();
            scratch.text(1, labels.name(i));
            scratch.text(2, labels.value(i));
            to.message(1, scratch);
        }
    }

    private static void samples(SampleBuffer samples, MessageWriter scratch, MessageWriter to) {
        for (int i = 0; i < samples.size(); i++) {
            scratch.clear();
            NativeHistogram histogram = samples.histogram(i);
            if (histogram == null) {
                scratch.real(1, samples.value(i));
                scratch.number(2, samples.timestampMillis(i));
                to.message(2, scratch);
            } else {
                histogram(histogram, samples.timestampMillis(i), scratch);
                to.message(4, scratch);
            }
        }
    }

    /** Counts go out as decimals, which hold whole ones up to 2^53 exactly. */
    private static void histogram(NativeHistogram histogram, long timeMillis, MessageWriter to) {
        to.chosenReal(2, histogram.count());
        to.real(3, histogram.sum());
        to.zigzag(4, histogram.schema());
        to.real(5, histogram.zeroThreshold());
        to.chosenReal(7, histogram.zeroCount());
        buckets(histogram.negative(), 8, 10, to);
        buckets(histogram.positive(), 11, 13, to);
        to.number(14, resetHint(histogram));
        to.number(15, timeMillis);
        to.reals(16, histogram.customBounds());
    }

    private static int resetHint(NativeHistogram histogram) {
        return switch (histogram.resetHint()) {
            case UNKNOWN -> 0;
            case RESET -> 1;
            case NO_RESET -> 2;
            case GAUGE -> 3;
        };
    }

    private static void buckets(HistogramBuckets buckets, int spanField, int countField, MessageWriter to) {
        MessageWriter span = new MessageWriter();
        BucketSpans.forEach(buckets, (distance, length) -> {
            span.clear();
            span.zigzag(1, distance);
            span.number(2, length);
            to.message(spanField, span);
        });
        double[] counts = new double[buckets.size()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = buckets.count(i);
        }
        to.reals(countField, counts);
    }
}
