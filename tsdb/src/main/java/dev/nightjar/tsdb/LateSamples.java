package dev.nightjar.tsdb;

import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.SampleBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Samples of one series that came after newer ones, in the order of their arrival. Guarded by the head's lock. */
final class LateSamples {
    private final SampleBuffer samples = new SampleBuffer(4);
    private int weight;

    /** What it takes of memory, in samples that are numbers. */
    int weight() {
        return weight;
    }

    int count() {
        return samples.size();
    }

    long time(int i) {
        return samples.timestampMillis(i);
    }

    double value(int i) {
        return samples.value(i);
    }

    long startMillis(int i) {
        return samples.startMillis(i);
    }

    @Nullable
    NativeHistogram histogram(int i) {
        return samples.histogram(i);
    }

    /** Whether there is more than times and values. */
    boolean hasMore() {
        return samples.hasHistograms() || samples.hasStarts();
    }

    void add(long time, double value) {
        samples.add(time, value);
        weight++;
    }

    /** The last one's start. */
    void started(long startMillis) {
        if (startMillis != 0) {
            samples.startMillis(samples.size() - 1, startMillis);
        }
    }

    void add(long time, NativeHistogram histogram) {
        samples.add(time, histogram);
        weight += HistogramHead.weight(histogram);
    }

    /** Appends to {@code to} in order of time; of samples with the same time, the one that came last. */
    void copySorted(SampleBuffer to) {
        int count = samples.size();
        Integer[] order = new Integer[count];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Long.compare(time(a), time(b)));
        for (int k = 0; k < count; k++) {
            if (k + 1 == count || time(order[k]) != time(order[k + 1])) {
                to.addAll(samples, order[k], order[k] + 1);
            }
        }
    }
}
