package dev.nightjar.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Samples of several series, in columns, so that no object per sample is made on the way from a socket into a store.
 *
 * <p>Series {@code s} has its labels in {@code bytes[labelStart[s], labelEnd[s])} (see {@link LabelBytes}) and the
 * samples {@code firstSample[s]} to {@code firstSample[s + 1] - 1}. Values are the raw bits of doubles, so that stale
 * markers pass unharmed. Nobody writes to the arrays while a sink has the batch; after its answer the sink keeps nothing of
 * them, so that whoever made the batch may use them again.
 *
 * <p>What few senders send lies apart, in {@link #attachments()}: native histograms (the value bits of such a sample
 * mean nothing), start times, exemplars and metadata.
 */
public final class SampleBatch {
    private final byte[] bytes;
    private final int seriesCount;
    private final int[] labelStart;
    private final int[] labelEnd;
    private final int[] firstSample;
    private final long[] timestampsMillis;
    private final long[] valueBits;
    private final SampleAttachments attachments;

    /** Takes the arrays over; they may be longer than used. */
    public SampleBatch(
            byte[] bytes,
            int seriesCount,
            int[] labelStart,
            int[] labelEnd,
            int[] firstSample,
            long[] timestampsMillis,
            long[] valueBits,
            SampleAttachments attachments) {
        if (firstSample.length <= seriesCount || labelStart.length < seriesCount || labelEnd.length < seriesCount) {
            throw new IllegalArgumentException("columns are shorter than " + seriesCount + " series");
        }
        this.bytes = bytes;
        this.seriesCount = seriesCount;
        this.labelStart = labelStart;
        this.labelEnd = labelEnd;
        this.firstSample = firstSample;
        this.timestampsMillis = timestampsMillis;
        this.valueBits = valueBits;
        this.attachments = attachments;
    }

    public int seriesCount() {
        return seriesCount;
    }

    public int sampleCount() {
        return firstSample[seriesCount];
    }

    public byte[] bytes() {
        return bytes;
    }

    public int labelStart(int series) {
        return labelStart[series];
    }

    public int labelEnd(int series) {
        return labelEnd[series];
    }

    public int firstSample(int series) {
        return firstSample[series];
    }

    /** One past the last sample of {@code series}. */
    public int endSample(int series) {
        return firstSample[series + 1];
    }

    public long timestampMillis(int sample) {
        return timestampsMillis[sample];
    }

    public long valueBits(int sample) {
        return valueBits[sample];
    }

    public SampleAttachments attachments() {
        return attachments;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects samples series by series. Not thread-safe. */
    public static final class Builder {
        private byte[] bytes = new byte[1024];
        private int used;
        private int seriesCount;
        private int[] labelStart = new int[16];
        private int[] labelEnd = new int[16];
        private int[] firstSample = new int[17];
        private int sampleCount;
        private long[] timestampsMillis = new long[16];
        private long[] valueBits = new long[16];
        private @Nullable NativeHistogram[] histograms = new @Nullable NativeHistogram[0];
        private long[] startMillis = new long[0];
        private final List<SampleAttachments.OfSeries> exemplars = new ArrayList<>(0);
        private final List<MetricMetadata> metadata = new ArrayList<>(0);

        private Builder() {}

        /** Begins a series; the samples added next are its. */
        public Builder series(Labels labels) {
            return series(LabelBytes.encode(labels));
        }

        public Builder series(byte[] labelBytes) {
            if (used + labelBytes.length > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, used + labelBytes.length));
            }
            if (seriesCount == labelStart.length) {
                labelStart = Arrays.copyOf(labelStart, 2 * seriesCount);
                labelEnd = Arrays.copyOf(labelEnd, 2 * seriesCount);
                firstSample = Arrays.copyOf(firstSample, 2 * seriesCount + 1);
            }
            System.arraycopy(labelBytes, 0, bytes, used, labelBytes.length);
            labelStart[seriesCount] = used;
            used += labelBytes.length;
            labelEnd[seriesCount] = used;
            firstSample[seriesCount] = sampleCount;
            seriesCount++;
            firstSample[seriesCount] = sampleCount;
            return this;
        }

        public Builder sample(long timestampMillis, double value) {
            return sampleBits(timestampMillis, Double.doubleToRawLongBits(value));
        }

        public Builder sampleBits(long timestampMillis, long bits) {
            if (seriesCount == 0) {
                throw new IllegalStateException("a sample needs a series before it");
            }
            if (sampleCount == timestampsMillis.length) {
                timestampsMillis = Arrays.copyOf(timestampsMillis, 2 * sampleCount);
                valueBits = Arrays.copyOf(valueBits, 2 * sampleCount);
            }
            timestampsMillis[sampleCount] = timestampMillis;
            valueBits[sampleCount++] = bits;
            firstSample[seriesCount] = sampleCount;
            return this;
        }

        public Builder histogram(long timestampMillis, NativeHistogram histogram) {
            sampleBits(timestampMillis, StaleMarker.NORMAL_NAN_BITS);
            if (sampleCount > histograms.length) {
                histograms = Arrays.copyOf(histograms, Math.max(2 * sampleCount, 16));
            }
            histograms[sampleCount - 1] = histogram;
            return this;
        }

        /** Says since when the counter of the sample added last counts. */
        public Builder startedAt(long startMillisOfLast) {
            if (sampleCount == firstSample[Math.max(0, seriesCount - 1)]) {
                throw new IllegalStateException("a start time needs a sample before it");
            }
            if (sampleCount > startMillis.length) {
                startMillis = Arrays.copyOf(startMillis, Math.max(2 * sampleCount, 16));
            }
            startMillis[sampleCount - 1] = startMillisOfLast;
            return this;
        }

        /** An exemplar of the series begun last. */
        public Builder exemplar(Exemplar exemplar) {
            if (seriesCount == 0) {
                throw new IllegalStateException("an exemplar needs a series before it");
            }
            exemplars.add(new SampleAttachments.OfSeries(seriesCount - 1, exemplar));
            return this;
        }

        public Builder metadata(MetricMetadata about) {
            metadata.add(about);
            return this;
        }

        public int sampleCount() {
            return sampleCount;
        }

        public SampleBatch build() {
            return new SampleBatch(
                    bytes, seriesCount, labelStart, labelEnd, firstSample, timestampsMillis, valueBits, attachments());
        }

        private SampleAttachments attachments() {
            SampleAttachments attachments = new SampleAttachments(histograms, startMillis, exemplars, metadata);
            return attachments.isEmpty() ? SampleAttachments.NONE : attachments;
        }
    }
}
