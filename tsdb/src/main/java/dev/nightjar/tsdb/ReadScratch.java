package dev.nightjar.tsdb;

import dev.nightjar.tsdb.chunk.ByteSource;
import dev.nightjar.tsdb.chunk.ChunkCodec;

/** What one reading thread needs again and again. */
final class ReadScratch {
    private final ChunkCodec codec = new ChunkCodec();
    private final ByteSource source = new ByteSource();
    private byte[] bytes = new byte[2048];

    ChunkCodec codec() {
        return codec;
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
