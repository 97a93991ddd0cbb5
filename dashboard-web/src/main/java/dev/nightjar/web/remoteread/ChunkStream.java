package dev.nightjar.web.remoteread;

import dev.nightjar.model.Labels;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.query.QueryException;
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

    private final int query;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final XorChunk chunk = new XorChunk();
    private final MessageWriter piece = new MessageWriter();
    private final MessageWriter series = new MessageWriter();
    private final MessageWriter frame = new MessageWriter();

    /** {@code query}: the place of the query in its request. */
    ChunkStream(int query) {
        this.query = query;
    }

    @Override
    public byte[] encode(Labels labels, SampleBuffer samples) {
        if (samples.hasHistograms()) {
            throw QueryException.notSupportedYet(
                    "native histograms in streamed chunks (" + labels + "); ask for samples instead of chunks");
        }
        begin(labels);
        for (int from = 0; from < samples.size(); from += XorChunk.MOST_SAMPLES) {
            if (series.size() >= FRAME_BYTES) {
                send();
                begin(labels);
            }
            chunk(samples, from, Math.min(samples.size(), from + XorChunk.MOST_SAMPLES));
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

    private void chunk(SampleBuffer samples, int from, int to) {
        chunk.clear();
        for (int i = from; i < to; i++) {
            chunk.add(samples.timestampMillis(i), samples.value(i));
        }
        piece.clear();
        piece.number(1, samples.timestampMillis(from));
        piece.number(2, samples.timestampMillis(to - 1));
        piece.number(3, XOR);
        piece.bytes(4, chunk.array(), chunk.size());
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
