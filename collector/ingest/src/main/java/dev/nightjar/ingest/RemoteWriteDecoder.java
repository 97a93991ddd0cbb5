package dev.nightjar.ingest;

import dev.nightjar.model.SampleAttachments;
import dev.nightjar.model.SampleBatch;
import java.util.Arrays;

/**
 * Turns a remote-write 1.0 {@code WriteRequest} into a batch in one pass, without an object per series or sample: the
 * batch's label columns point into the body itself. Metadata and exemplars are counted and left out. Used once.
 */
final class RemoteWriteDecoder {
    private static final int TIME_SERIES = 1 << 3 | ProtoReader.LENGTH;
    private static final int METADATA = 3 << 3 | ProtoReader.LENGTH;

    private static final int LABEL = 1 << 3 | ProtoReader.LENGTH;
    private static final int SAMPLE = 2 << 3 | ProtoReader.LENGTH;
    private static final int EXEMPLAR = 3 << 3 | ProtoReader.LENGTH;
    private static final int HISTOGRAM = 4 << 3 | ProtoReader.LENGTH;

    private static final int VALUE = 1 << 3 | ProtoReader.FIXED64;
    private static final int TIMESTAMP = 2 << 3 | ProtoReader.VARINT;

    private final ProtoReader in;
    private byte[] bytes;
    private int used;

    private int series;
    private int[] labelStart;
    private int[] labelEnd;
    private int[] firstSample;
    private int samples;
    private long[] timestampsMillis;
    private long[] valueBits;
    private long exemplars;
    private long metadata;

    /** Takes {@code body} over: the batch will point into it. */
    RemoteWriteDecoder(byte[] body, int length) {
        in = new ProtoReader(body, length);
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

    SampleBatch decode() throws MalformedException {
        int end = in.end();
        while (in.position() < end) {
            int tag = in.tag(end, "write request");
            switch (tag) {
                case TIME_SERIES -> timeSeries(in.lengthEnd(end, "time series"));
                case METADATA -> {
                    metadata++;
                    in.skip(tag, end, "metadata");
                }
                default -> in.skip(tag, end, "write request");
            }
        }
        return new SampleBatch(
                bytes, series, labelStart, labelEnd, firstSample, timestampsMillis, valueBits, SampleAttachments.NONE);
    }

    long skippedExemplars() {
        return exemplars;
    }

    long skippedMetadata() {
        return metadata;
    }

    private void timeSeries(int end) throws MalformedException {
        int start = in.position();
        int labelsFrom = start;
        int labelsTo = start;
        boolean copied = false;
        int samplesBefore = samples;
        while (in.position() < end) {
            int at = in.position();
            int tag = in.tag(end, "time series");
            switch (tag) {
                case LABEL -> {
                    in.moveTo(in.lengthEnd(end, "label"));
                    if (labelsTo == labelsFrom) {
                        labelsFrom = at;
                    } else if (copied || labelsTo != at) {
                        labelsFrom = copied ? labelsFrom : copyLabels(labelsFrom, labelsTo);
                        copyLabels(at, in.position());
                        copied = true;
                    }
                    labelsTo = copied ? used : in.position();
                }
                case SAMPLE -> sample(in.lengthEnd(end, "sample"));
                case EXEMPLAR -> {
                    exemplars++;
                    in.skip(tag, end, "exemplar");
                }
                case HISTOGRAM ->
                    throw MalformedException.notSupported("native histograms (found at byte " + at
                            + "); nothing of this request is stored. Send classic histograms instead: set"
                            + " send_native_histograms: false in this remote_write");
                default -> in.skip(tag, end, "time series");
            }
        }
        if (samples > samplesBefore) {
            if (labelsTo == labelsFrom) {
                throw new MalformedException("the time series at byte " + start + " has samples but no labels");
            }
            endSeries(labelsFrom, labelsTo, samplesBefore);
        }
    }

    private void sample(int end) throws MalformedException {
        if (samples == valueBits.length) {
            timestampsMillis = Arrays.copyOf(timestampsMillis, 2 * samples);
            valueBits = Arrays.copyOf(valueBits, 2 * samples);
        }
        long bits = 0;
        long timestamp = 0;
        while (in.position() < end) {
            int tag = in.tag(end, "sample");
            switch (tag) {
                case VALUE -> bits = in.fixed64(end, "sample value");
                case TIMESTAMP -> timestamp = in.varint(end, "sample timestamp");
                default -> in.skip(tag, end, "sample");
            }
        }
        timestampsMillis[samples] = timestamp;
        valueBits[samples++] = bits;
    }

    private void endSeries(int labelsFrom, int labelsTo, int samplesBefore) {
        if (series == labelStart.length) {
            labelStart = Arrays.copyOf(labelStart, 2 * series);
            labelEnd = Arrays.copyOf(labelEnd, 2 * series);
            firstSample = Arrays.copyOf(firstSample, 2 * series + 1);
        }
        labelStart[series] = labelsFrom;
        labelEnd[series] = labelsTo;
        firstSample[series++] = samplesBefore;
        firstSample[series] = samples;
    }

    /** Labels that do not lie in a row are put in a row behind the body. Answers where the copy starts. */
    private int copyLabels(int from, int to) {
        int start = used;
        if (used + to - from > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length + 1024, bytes.length / 2 * 3));
            bytes = used + to - from > bytes.length ? Arrays.copyOf(bytes, used + to - from) : bytes;
        }
        System.arraycopy(bytes, from, bytes, used, to - from);
        used += to - from;
        return start;
    }
}
