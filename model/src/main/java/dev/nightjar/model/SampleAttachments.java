package dev.nightjar.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What comes along with the samples of a {@link SampleBatch}, all of it optional.
 *
 * @param histograms by sample: the native histogram that the sample is, or null if it is a number (its value bits then
 *     count); shorter than the batch, mostly empty, if the rest are numbers
 * @param startMillis by sample: since when its counter counts, 0 if not said; shorter than the batch if the rest are 0
 * @param exemplars in the order they came
 * @param metadata in the order it came
 */
public record SampleAttachments(
        @Nullable NativeHistogram[] histograms,
        long[] startMillis,
        List<OfSeries> exemplars,
        List<MetricMetadata> metadata) {
    public static final SampleAttachments NONE =
            new SampleAttachments(new @Nullable NativeHistogram[0], new long[0], List.of(), List.of());

    /** An exemplar of the batch's series of that index. */
    public record OfSeries(int series, Exemplar exemplar) {}

    public SampleAttachments {
        exemplars = List.copyOf(exemplars);
        metadata = List.copyOf(metadata);
    }

    public boolean isEmpty() {
        return histograms.length == 0 && startMillis.length == 0 && exemplars.isEmpty() && metadata.isEmpty();
    }

    public @Nullable NativeHistogram histogram(int sample) {
        return sample < histograms.length ? histograms[sample] : null;
    }

    public long startMillis(int sample) {
        return sample < startMillis.length ? startMillis[sample] : 0;
    }
}
