package dev.nightjar.ingest;

import dev.nightjar.model.Exemplar;
import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.Rejection;
import dev.nightjar.model.SampleAttachments;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.StaleMarker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a batch while a body is decoded. Labels may lie in the body itself; what does not lie there as
 * {@link LabelBytes} is put behind it. Used once.
 */
public final class BatchColumns {
    private static final byte LABEL_TAG = 0x0a;
    private static final byte VALUE_TAG = 0x12;

    private byte[] bytes;
    private int used;
    private int series;
    private int[] labelStart;
    private int[] labelEnd;
    private int[] firstSample;
    private int samples;
    private long[] timestampsMillis;
    private long[] valueBits;
    private int seriesBegun;
    private @Nullable NativeHistogram[] histograms = new @Nullable NativeHistogram[0];
    private long[] startMillis = new long[0];
    private final List<SampleAttachments.OfSeries> exemplars = new ArrayList<>(0);
    private final List<MetricMetadata> metadata = new ArrayList<>(0);
    private int histogramCount;
    private int exemplarsOfOpen;
    private int exemplarsDropped;
    private final RefusedParts refusedSeries = new RefusedParts("invalid_label", "time series have no labels to go by");
    private final RefusedParts refusedHistograms =
            new RefusedParts("invalid_histogram", "native histograms make no sense");
    private final RefusedParts refusedExemplars = new RefusedParts("invalid_exemplar", "exemplars make no sense");

    /** Takes {@code body} over: the batch will point into it. */
    public BatchColumns(byte[] body, int length) {
        bytes = body;
        used = length;
        // a series of a real sender takes 100 to 400 bytes; the columns grow where this guess is short
        int expected = length / 128 + 16;
        labelStart = new int[expected];
        labelEnd = new int[expected];
        firstSample = new int[expected + 1];
        timestampsMillis = new long[expected];
        valueBits = new long[expected];
    }

    /** From here on, until {@link #endSeries}, samples and exemplars are those of one series. */
    public void beginSeries() {
        seriesBegun = samples;
        exemplarsOfOpen = 0;
    }

    public void sample(long timestampMillis, long bits) {
        if (samples == valueBits.length) {
            timestampsMillis = Arrays.copyOf(timestampsMillis, 2 * samples);
            valueBits = Arrays.copyOf(valueBits, 2 * samples);
        }
        timestampsMillis[samples] = timestampMillis;
        valueBits[samples++] = bits;
    }

    public void histogram(long timestampMillis, NativeHistogram histogram) {
        sample(timestampMillis, StaleMarker.NORMAL_NAN_BITS);
        if (samples > histograms.length) {
            histograms = Arrays.copyOf(histograms, Math.max(16, 2 * samples));
        }
        histograms[samples - 1] = histogram;
        histogramCount++;
    }

    /** A histogram that says two things at once; the rest of the body is none the worse for it. */
    void invalidHistogram(String problem) {
        refusedHistograms.add(problem, 1);
    }

    /** An exemplar of which nothing can be made; its series is none the worse for it. */
    void invalidExemplar(String problem) {
        refusedExemplars.add(problem, 1);
    }

    /** Since when the last sample's counter counts. */
    public void startedAt(long start) {
        if (samples > startMillis.length) {
            startMillis = Arrays.copyOf(startMillis, Math.max(16, 2 * samples));
        }
        startMillis[samples - 1] = start;
    }

    /** Of the series that is being read. */
    public void exemplar(Exemplar exemplar) {
        exemplars.add(new SampleAttachments.OfSeries(series, exemplar));
        exemplarsOfOpen++;
    }

    public void droppedExemplar() {
        exemplarsDropped++;
    }

    public void metadata(MetricMetadata about) {
        metadata.add(about);
    }

    /** Whether anything came since {@link #beginSeries}. */
    boolean hasContent() {
        return samples > seriesBegun || exemplarsOfOpen > 0;
    }

    /** In place of {@link #endSeries}: takes back what came since {@link #beginSeries}, as nobody can say whose it is. */
    void refuseSeries(String problem) {
        refusedSeries.add(problem, samples - seriesBegun);
        for (int i = seriesBegun; i < Math.min(samples, histograms.length); i++) {
            histogramCount -= histograms[i] == null ? 0 : 1;
            histograms[i] = null;
        }
        for (int i = seriesBegun; i < Math.min(samples, startMillis.length); i++) {
            startMillis[i] = 0;
        }
        exemplars.subList(exemplars.size() - exemplarsOfOpen, exemplars.size()).clear();
        samples = seriesBegun;
    }

    public void endSeries(int labelsFrom, int labelsTo) {
        if (series == labelStart.length) {
            labelStart = Arrays.copyOf(labelStart, 2 * series);
            labelEnd = Arrays.copyOf(labelEnd, 2 * series);
            firstSample = Arrays.copyOf(firstSample, 2 * series + 1);
        }
        labelStart[series] = labelsFrom;
        labelEnd[series] = labelsTo;
        firstSample[series++] = seriesBegun;
        firstSample[series] = samples;
    }

    /** Where what is put behind the body next will lie. */
    public int used() {
        return used;
    }

    /** Puts bytes that lie in the body, or behind it already, behind it. */
    void putAgain(int start, int length) {
        makeRoom(length);
        System.arraycopy(bytes, start, bytes, used, length);
        used += length;
    }

    /** Puts one label, from places in {@code nameBytes} and {@code valueBytes}, as {@link LabelBytes} behind the body. */
    public void putLabel(byte[] nameBytes, int nameFrom, int nameTo, byte[] valueBytes, int valueFrom, int valueTo) {
        int name = nameTo - nameFrom;
        int value = valueTo - valueFrom;
        makeRoom(18 + name + value);
        bytes[used++] = LABEL_TAG;
        varint(2 + varintBytes(name) + varintBytes(value) + name + value);
        bytes[used++] = LABEL_TAG; // the name's tag is the same number
        varint(name);
        System.arraycopy(nameBytes, nameFrom, bytes, used, name);
        used += name;
        bytes[used++] = VALUE_TAG;
        varint(value);
        System.arraycopy(valueBytes, valueFrom, bytes, used, value);
        used += value;
    }

    private static int varintBytes(int value) {
        return value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : value < 1 << 21 ? 3 : value < 1 << 28 ? 4 : 5;
    }

    private void varint(int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            bytes[used++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes[used++] = (byte) rest;
    }

    /** Takes back what was put since {@link #used} was {@code to}. */
    public void cut(int to) {
        used = to;
    }

    /** A copy of what was put at {@code [from, to)}. */
    public byte[] copy(int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    private void makeRoom(int more) {
        if (used + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length / 2 * 3 + 1024, used + more));
        }
    }

    public SampleBatch batch() {
        SampleAttachments attachments = new SampleAttachments(histograms, startMillis, exemplars, metadata);
        return new SampleBatch(
                bytes,
                series,
                labelStart,
                labelEnd,
                firstSample,
                timestampsMillis,
                valueBits,
                attachments.isEmpty() ? SampleAttachments.NONE : attachments);
    }

    public int sampleCount() {
        return samples;
    }

    /** What came beside numbers. */
    public Attached attached() {
        return new Attached(histogramCount, exemplars.size(), exemplarsDropped, metadata.size());
    }

    /** Why parts of the body are not in the batch. */
    List<Rejection> refused() {
        return RefusedParts.of(refusedSeries, refusedHistograms, refusedExemplars);
    }
}
