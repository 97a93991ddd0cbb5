package dev.nightjar.web.remoteread;

import dev.nightjar.model.Labels;
import dev.nightjar.model.SampleBuffer;
import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32C;

/**
 * Turns a series into messages of chunks, each framed by its length and a CRC-32C, so that the reader never holds more
 * than one. Not thread-safe.
 */
final class ChunkStream implements SeriesCoding {
    /** A message is sent before the next chunk once it is this large. */
    private static final int FRAME_BYTES = 1 << 20;

    private static final int XOR = 1;
    private static final int FLOAT_HISTOGRAM = 3;

    private final int query;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final XorChunk numbers = new XorChunk();
    private final HistogramChunk histograms = new HistogramChunk();
    private final MessageWriter piece = new MessageWriter();
    private final MessageWriter series = new MessageWriter();
    private final MessageWriter frame = new MessageWriter();

    /** {@code query}: the place of the query in its request. */
    ChunkStream(int query) {
        this.query = query;
    }

    @Override
    public byte[] encode(Labels labels, SampleBuffer samples) {
        begin(labels);
        int from = 0;
        while (from < samples.size()) {
            if (series.size() >= FRAME_BYTES) {
                send();
                begin(labels);
            }
            from = samples.histogram(from) == null ? numbers(samples, from) : histograms(samples, from);
        }
        send();
        byte[] frames = out.toByteArray();
        out.reset();
        return frames;
    }

    private void begin(Labels labels) {
        series.clear();
        SeriesMessage.labels(labels, piece, series);
    }

    /** Packs numbers from {@code from} on into a chunk; answers where what comes next begins. */
    private int numbers(SampleBuffer samples, int from) {
        numbers.clear();
        int to = from;
        while (to < samples.size() && to - from < XorChunk.MOST_SAMPLES && samples.histogram(to) == null) {
            numbers.add(samples.timestampMillis(to), samples.value(to));
            to++;
        }
        chunk(samples.timestampMillis(from), samples.timestampMillis(to - 1), XOR, numbers.array(), numbers.size());
        return to;
    }

    private int histograms(SampleBuffer samples, int from) {
        int to = histograms.pack(samples, from);
        chunk(
                samples.timestampMillis(from),
                samples.timestampMillis(to - 1),
                FLOAT_HISTOGRAM,
                histograms.array(),
                histograms.size());
        return to;
    }

    private void chunk(long firstMillis, long lastMillis, int encoding, byte[] bytes, int size) {
        piece.clear();
        piece.number(1, firstMillis);
        piece.number(2, lastMillis);
        piece.number(3, encoding);
        piece.bytes(4, bytes, size);
        series.message(2, piece);
    }

    private void send() {
        frame.clear();
        frame.message(1, series);
        frame.number(2, query);
        int rest = frame.size();
        while (rest >= 0x80) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
        CRC32C crc = new CRC32C();
        crc.update(frame.array(), 0, frame.size());
        int sum = (int) crc.getValue();
        for (int shift = 24; shift >= 0; shift -= 8) {
            out.write(sum >>> shift);
        }
        out.write(frame.array(), 0, frame.size());
    }
}
