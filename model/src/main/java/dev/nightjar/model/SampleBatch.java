package dev.nightjar.model;

import java.util.Arrays;

/**
 * Samples of several series, in columns, so that no object per sample is made on the way from a socket into a store.
 *
 * <p>Series {@code s} has its labels in {@code bytes[labelStart[s], labelEnd[s])} (see {@link LabelBytes}) and the
 * samples {@code firstSample[s]} to {@code firstSample[s + 1] - 1}. Values are the raw bits of doubles, so that stale
 * markers pass unharmed. Immutable once handed over: neither side writes to the arrays again.
 */
public final class SampleBatch {
    private final byte[] bytes;
    private final int seriesCount;
    private final int[] labelStart;
    private final int[] labelEnd;
    private final int[] firstSample;
    private final long[] timestampsMillis;
    private final long[] valueBits;

    /** Takes the arrays over; they may be longer than used. */
    public SampleBatch(
            byte[] bytes,
            int seriesCount,
            int[] labelStart,
            int[] labelEnd,
            int[] firstSample,
            long[] timestampsMillis,
            long[] valueBits) {
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

        public int sampleCount() {
            return sampleCount;
        }

        public SampleBatch build() {
            return new SampleBatch(bytes, seriesCount, labelStart, labelEnd, firstSample, timestampsMillis, valueBits);
        }
    }
}
