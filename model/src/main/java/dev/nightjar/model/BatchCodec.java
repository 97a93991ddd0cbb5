package dev.nightjar.model;

import dev.nightjar.model.LabelBytes.InvalidLabelsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Batches as bytes, for the wire and for spools: a versioned frame closed by a CRC-32C, laid out in
 * {@code docs/formats/batch.md}. Bytes that are not such a frame are refused with what was found and where; a batch
 * is decoded whole or not at all, and the memory taken is bounded by the bytes given and {@link #MOST_LABEL_BYTES}.
 */
public final class BatchCodec {
    /** The media type of both kinds of batch. */
    public static final String CONTENT_TYPE = "application/x-nightjar-batch";

    /** Label sets share what they have in common with their neighbour, so a small frame can unfold; not beyond this. */
    public static final int MOST_LABEL_BYTES = 64 << 20;

    private static final int VERSION = 2;
    private static final int SAMPLES = 'S';
    private static final int LOGS = 'L';
    private static final int HEADER_BYTES = 4;

    private BatchCodec() {}

    /** Bytes that are not a batch, with the place. */
    public static final class MalformedBatchException extends Exception {
        public MalformedBatchException(String message) {
            super(message);
        }
    }

    public static byte[] encode(SampleBatch batch) {
        WireWriter out = begin(SAMPLES, 16 * batch.seriesCount() + 12 * batch.sampleCount());
        out.varint(batch.seriesCount());
        out.varint(batch.sampleCount());
        long time = 0;
        for (int s = 0; s < batch.seriesCount(); s++) {
            writeLabels(batch, s, out);
            out.varint(batch.endSample(s) - batch.firstSample(s));
            long bits = 0;
            for (int i = batch.firstSample(s); i < batch.endSample(s); i++) {
                out.signed(batch.timestampMillis(i) - time);
                // doubles of round numbers end in zero bytes: turned round, they are small numbers
                out.varint(Long.reverseBytes(batch.valueBits(i) ^ bits));
                time = batch.timestampMillis(i);
                bits = batch.valueBits(i);
            }
        }
        AttachmentCodec.write(batch.attachments(), batch.sampleCount(), out);
        return out.sealed();
    }

    private static void writeLabels(SampleBatch batch, int series, WireWriter out) {
        byte[] bytes = batch.bytes();
        int start = batch.labelStart(series);
        int end = batch.labelEnd(series);
        int prefix = 0;
        int suffix = 0;
        if (series > 0) {
            int before = batch.labelStart(series - 1);
            int beforeEnd = batch.labelEnd(series - 1);
            int most = Math.min(end - start, beforeEnd - before);
            int differs = Arrays.mismatch(bytes, start, start + most, bytes, before, before + most);
            prefix = differs < 0 ? most : differs;
            while (suffix < most - prefix && bytes[end - 1 - suffix] == bytes[beforeEnd - 1 - suffix]) {
                suffix++;
            }
        }
        out.varint(prefix);
        out.varint(suffix);
        out.varint(end - start - prefix - suffix);
        out.raw(bytes, start + prefix, end - suffix);
    }

    public static byte[] encode(LogBatch batch) {
        WireWriter out = begin(LOGS, (int) Math.min(1 << 24, 128 * batch.lineCount()));
        out.varint(batch.streams().size());
        for (LogBatch.Stream stream : batch.streams()) {
            writeLabels(stream.labels(), out);
            out.varint(stream.size());
            long time = 0;
            for (int i = 0; i < stream.size(); i++) {
                out.signed(stream.timestampNanos(i) - time);
                out.varint(stream.lineEnd(i) - stream.lineStart(i));
                writeLabels(stream.metadata(i), out);
                time = stream.timestampNanos(i);
            }
            for (int i = 0; i < stream.size(); i++) {
                out.raw(stream.text(), stream.lineStart(i), stream.lineEnd(i));
            }
        }
        return out.sealed();
    }

    private static void writeLabels(Labels labels, WireWriter out) {
        byte[] bytes = labels.isEmpty() ? new byte[0] : LabelBytes.encode(labels);
        out.varint(bytes.length);
        out.raw(bytes, 0, bytes.length);
    }

    /** The label bytes of the result are as they were sent: a store parses them when it sees them for the first time. */
    public static SampleBatch decodeSamples(byte[] frame) throws MalformedBatchException {
        WireReader in = open(frame, SAMPLES, "samples");
        int seriesCount = in.count("series", 4);
        int sampleCount = in.count("samples", 2);
        LabelUnfolding labels = new LabelUnfolding(in, seriesCount);
        int[] firstSample = new int[seriesCount + 1];
        long[] times = new long[sampleCount];
        long[] values = new long[sampleCount];
        int sample = 0;
        long time = 0;
        for (int s = 0; s < seriesCount; s++) {
            labels.next();
            int last = sample + in.bounded("samples of series " + s, sampleCount - sample);
            long bits = 0;
            while (sample < last) {
                time += in.signed("timestamp");
                bits ^= Long.reverseBytes(in.varint("value"));
                times[sample] = time;
                values[sample++] = bits;
            }
            firstSample[s + 1] = sample;
        }
        if (sample != sampleCount) {
            throw new MalformedBatchException(sampleCount + " samples announced, found " + sample);
        }
        SampleAttachments attachments = AttachmentCodec.read(seriesCount, sampleCount, in);
        in.expectEnd();
        return new SampleBatch(
                labels.bytes, seriesCount, labels.starts, labels.ends, firstSample, times, values, attachments);
    }

    public static LogBatch decodeLogs(byte[] frame) throws MalformedBatchException {
        WireReader in = open(frame, LOGS, "log lines");
        int streamCount = in.count("streams", 2);
        List<LogBatch.Stream> streams = new ArrayList<>(streamCount);
        for (int s = 0; s < streamCount; s++) {
            streams.add(readStream(in));
        }
        in.expectEnd();
        return new LogBatch(streams);
    }

    private static LogBatch.Stream readStream(WireReader in) throws MalformedBatchException {
        Labels labels = readLabels(in, "labels of a stream");
        int size = in.count("lines", 3);
        long[] times = new long[size];
        int[] ends = new int[size];
        Labels[] metadata = new Labels[0];
        long time = 0;
        int textBytes = 0;
        for (int i = 0; i < size; i++) {
            time += in.signed("timestamp");
            times[i] = time;
            textBytes += in.bounded("length of a line", in.remaining() - (long) textBytes);
            ends[i] = textBytes;
            Labels lineMetadata = readLabels(in, "metadata of a line");
            if (!lineMetadata.isEmpty()) {
                if (metadata.length == 0) {
                    metadata = new Labels[size];
                    Arrays.fill(metadata, Labels.EMPTY);
                }
                metadata[i] = lineMetadata;
            }
        }
        if (textBytes > in.remaining()) {
            throw new MalformedBatchException("lines of " + textBytes + " bytes announced, but only " + in.remaining()
                    + " bytes follow at byte " + in.position());
        }
        int from = in.skip(textBytes);
        byte[] text = Arrays.copyOfRange(in.bytes(), from, from + textBytes);
        return new LogBatch.Stream(labels, size, times, text, ends, metadata);
    }

    private static Labels readLabels(WireReader in, String what) throws MalformedBatchException {
        int length = in.bounded("length of " + what, in.remaining());
        if (length == 0) {
            return Labels.EMPTY;
        }
        int from = in.skip(length);
        try {
            return LabelBytes.decode(in.bytes(), from, from + length);
        } catch (InvalidLabelsException e) {
            throw new MalformedBatchException(what + " at byte " + from + ": " + e.getMessage());
        }
    }

    private static WireWriter begin(int kind, int expectedBytes) {
        WireWriter out = new WireWriter(expectedBytes);
        out.raw('N');
        out.raw('J');
        out.raw(VERSION);
        out.raw(kind);
        return out;
    }

    private static WireReader open(byte[] frame, int kind, String what) throws MalformedBatchException {
        if (frame.length >= HEADER_BYTES) {
            if (frame[0] != 'N' || frame[1] != 'J') {
                throw new MalformedBatchException(
                        "begins with bytes %02x %02x, not with a batch's \"NJ\"".formatted(frame[0], frame[1]));
            }
            if (frame[2] != VERSION) {
                throw new MalformedBatchException("batch has version " + frame[2] + ", this side reads version "
                        + VERSION + "; update the older of the two");
            }
            if (frame[3] != kind) {
                throw new MalformedBatchException(
                        "a batch of " + what + " is of kind '" + (char) kind + "', found kind byte " + frame[3]);
            }
        }
        return WireReader.checked(frame, HEADER_BYTES);
    }

    /** Rebuilds the label bytes of series after series from what each shares with the one before. */
    private static final class LabelUnfolding {
        private final WireReader in;
        private final int[] starts;
        private final int[] ends;
        private byte[] bytes;
        private int series;

        LabelUnfolding(WireReader in, int seriesCount) {
            this.in = in;
            this.starts = new int[seriesCount];
            this.ends = new int[seriesCount];
            this.bytes = new byte[Math.max(64, in.remaining())];
        }

        void next() throws MalformedBatchException {
            int before = series == 0 ? 0 : starts[series - 1];
            int start = series == 0 ? 0 : ends[series - 1];
            int prefix = in.bounded("shared label prefix", start - before);
            int suffix = in.bounded("shared label suffix", start - before - prefix);
            int own = in.bounded("label bytes", in.remaining());
            long end = (long) start + prefix + own + suffix;
            if (end > MOST_LABEL_BYTES) {
                throw new MalformedBatchException("labels unfold to more than " + MOST_LABEL_BYTES + " bytes at series "
                        + series + "; send smaller batches");
            }
            if (end > bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(MOST_LABEL_BYTES, Math.max(2L * bytes.length, end)));
            }
            System.arraycopy(bytes, before, bytes, start, prefix);
            System.arraycopy(in.bytes(), in.skip(own), bytes, start + prefix, own);
            System.arraycopy(bytes, start - suffix, bytes, start + prefix + own, suffix);
            starts[series] = start;
            ends[series++] = (int) end;
        }
    }
}
