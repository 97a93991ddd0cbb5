package dev.nightjar.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** The bytes of an open file, as its writer wrote them. Keeping it open is what makes a deleted file readable. */
interface FileBytes extends AutoCloseable {
    long size() throws IOException;

    /** Nothing will be written to it any more. */
    boolean isComplete();

    /** Fewer than {@code length} bytes where it ends before. */
    byte[] read(long from, int length) throws IOException;

    @Override
    void close() throws IOException;

    /** Compressed files are known by their first bytes, not by their names. */
    static FileBytes open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        FileBytes plain = new Plain(channel);
        try {
            return CompressedBytes.open(channel, path, plain.read(0, CompressedBytes.HEAD_BYTES))
                    .orElse(plain);
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    /** A file as it lies on the disk. */
    record Plain(FileChannel channel) implements FileBytes {
        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public boolean isComplete() {
            return false;
        }

        @Override
        public byte[] read(long from, int length) throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(Math.max(0, length));
            while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) > 0) {
                // a short read: on until all is there or the file ends
            }
            return bytes.hasRemaining() ? Arrays.copyOf(bytes.array(), bytes.position()) : bytes.array();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
