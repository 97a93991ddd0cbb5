package dev.nightjar.tsdb;

import dev.nightjar.model.SampleBuffer;
import dev.nightjar.tsdb.chunk.ByteSource;
import dev.nightjar.tsdb.chunk.ChunkCodec;
import dev.nightjar.tsdb.chunk.SampleChunks;

/** What one reading thread needs again and again. */
final class ReadScratch {
    private final ChunkCodec codec = new ChunkCodec();
    private final ByteSource source = new ByteSource();
    private final SampleChunks chunks = new SampleChunks();
    private final SampleBuffer samples = new SampleBuffer();
    private byte[] bytes = new byte[2048];

    ChunkCodec codec() {
        return codec;
    }

    SampleChunks chunks() {
        return chunks;
    }

    /** A buffer that is empty, until the next call. */
    SampleBuffer samples() {
        samples.clear();
        return samples;
    }

    ByteSource source() {
        return source;
    }

    /** An array of at least {@code length} and eight more, so that the decoder can read whole words. */
    byte[] room(int length) {
        if (bytes.length < length + 8) {
            bytes = new byte[2 * length + 8];
        }
        return bytes;
    }
}
