package dev.nightjar.query.promql;

import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.query.histogram.CounterReset;
import dev.nightjar.query.histogram.HistogramSize;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The histograms of a series, apart from its numbers, and which of them a window shows: {@code [from, to)}. */
final class WindowHistograms {
    private final SampleBuffer numbers = new SampleBuffer(16);
    private final List<NativeHistogram> histograms = new ArrayList<>();
    private long[] millis = new long[0];
    private long[] starts = new long[0];

    /** How much room those before each take, as {@link HistogramSize} counts it. */
    private long[] roomBefore = new long[1];

    private @Nullable Boolean[] restarts = new @Nullable Boolean[0];
    private int from;
    private int to;

    /** Takes the histograms of a series; answers its numbers, which are valid until the next series comes. */
    SampleBuffer separatedFrom(SampleBuffer samples) {
        histograms.clear();
        from = 0;
        to = 0;
        if (!samples.hasHistograms()) {
            return samples;
        }
        numbers.clear();
        millis = new long[samples.size()];
        starts = new long[samples.size()];
        roomBefore = new long[samples.size() + 1];
        for (int i = 0; i < samples.size(); i++) {
            NativeHistogram histogram = samples.histogram(i);
            long time = samples.timestampsMillis()[i];
            if (histogram == null) {
                numbers.add(time, samples.values()[i]);
                if (samples.startMillis(i) != 0) {
                    numbers.startMillis(numbers.size() - 1, samples.startMillis(i));
                }
            } else {
                millis[histograms.size()] = time;
                starts[histograms.size()] = samples.startMillis(i);
                int index = histograms.size();
                roomBefore[index + 1] = roomBefore[index] + HistogramSize.inSamples(histogram);
                histograms.add(histogram);
            }
        }
        restarts = new @Nullable Boolean[histograms.size()];
        return numbers;
    }

    void moveTo(long start, long end) {
        while (to < histograms.size() && millis[to] <= end) {
            to++;
        }
        while (from < to && millis[from] <= start) {
            from++;
        }
    }

    int count() {
        return to - from;
    }

    /** How much room those of the window take, as {@link HistogramSize} counts it. */
    long room() {
        return to == from ? 0 : roomBefore[to] - roomBefore[from];
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    NativeHistogram first() {
        return histograms.get(from);
    }

    NativeHistogram last() {
        return histograms.get(to - 1);
    }

    NativeHistogram get(int index) {
        return histograms.get(index);
    }

    long time(int index) {
        return millis[index];
    }

    /** Since when the counter of a histogram counts, 0 if that is not known. */
    long start(int index) {
        return starts[index];
    }

    /** Whether the counter began anew between a histogram and the one before. Found out once, whatever windows ask. */
    boolean restarted(int index) {
        Boolean known = restarts[index];
        if (known == null) {
            known = StartTimes.restarted(starts[index - 1], millis[index - 1], starts[index], millis[index])
                    || CounterReset.between(histograms.get(index - 1), histograms.get(index));
            restarts[index] = known;
        }
        return known;
    }

    /** Whether a histogram of the window claims to have begun before the one ahead of it was taken. */
    boolean startsOverlap() {
        for (int i = from + 1; i < to; i++) {
            if (StartTimes.overlap(starts[i - 1], millis[i - 1], starts[i])) {
                return true;
            }
        }
        return false;
    }
}
