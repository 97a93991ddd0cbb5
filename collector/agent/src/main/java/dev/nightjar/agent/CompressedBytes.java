package dev.nightjar.agent;

import com.github.luben.zstd.ZstdInputStream;
import dev.nightjar.model.GzipInput;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * What lies in a compressed file, read from front to back; going back starts over. The file stays open: rotation gives
 * its name to another.
 */
final class CompressedBytes implements FileBytes {
    /** Bytes at the beginning of a file by which it is known. */
    static final int HEAD_BYTES = 6;

    private static final int BUFFER_BYTES = 64 << 10;

    /** What undoing {@code xz -7} takes; its usual -6 takes 9 MiB, and -9 would take two thirds of the agent's heap. */
    private static final int MOST_XZ_KIBIBYTES = 20 << 10;

    /** Of zstd, 32 MiB, outside the heap: its levels up to 19 take 8. */
    private static final int LARGEST_ZSTD_WINDOW_LOG = 25;

    /** How files are compressed, known by their first bytes. */
    private enum Packing {
        GZIP("1f8b"),
        ZSTD("28b52ffd"),
        XZ("fd377a585a00");

        private final String magic;

        Packing(String magic) {
            this.magic = magic;
        }

        private boolean begins(byte[] head) {
            return HexFormat.of().formatHex(head).startsWith(magic);
        }

        private InputStream open(InputStream file) throws IOException {
            InputStream buffered = new BufferedInputStream(file);
            return switch (this) {
                case GZIP -> new GzipInput(buffered, BUFFER_BYTES);
                case ZSTD -> new ZstdInputStream(buffered).setLongMax(LARGEST_ZSTD_WINDOW_LOG);
                case XZ -> new XZInputStream(buffered, MOST_XZ_KIBIBYTES);
            };
        }
    }

    /** The bytes of an open file from its first on; ending it leaves the file open. */
    private static final class FromStart extends InputStream {
        private final FileChannel file;
        private long position;

        private FromStart(FileChannel file) {
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = file.read(ByteBuffer.wrap(into, from, length), position);
            position += Math.max(0, read);
            return read;
        }
    }

    private final FileChannel file;
    private final Path path;
    private final Packing packing;
    private final long size;
    private @Nullable InputStream stream;
    private long position;
    private byte[] last = {};
    private long lastFrom;

    private CompressedBytes(FileChannel file, Path path, Packing packing, long size) {
        this.file = file;
        this.path = path;
        this.packing = packing;
        this.size = size;
    }

    /**
     * Takes {@code file} over; empty where what begins with {@code head} is not compressed, as far as is known here.
     *
     * @param path that led to it, for messages
     * @throws IOException where it is damaged, or still being written
     */
    static Optional<FileBytes> open(FileChannel file, Path path, byte[] head) throws IOException {
        for (Packing packing : Packing.values()) {
            if (packing.begins(head)) {
                return Optional.of(new CompressedBytes(file, path, packing, size(file, packing)));
            }
        }
        return Optional.empty();
    }

    private static long size(FileChannel file, Packing packing) throws IOException {
        long size = 0;
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = packing.open(new FromStart(file))) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                size += read;
            }
        }
        return size;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean isComplete() {
        return true;
    }

    /** What was read last is kept: a range is often asked for again, or from somewhere in it. */
    @Override
    public byte[] read(long from, int length) throws IOException {
        int wanted = (int) Math.max(0, Math.min(length, size - from));
        byte[] bytes = new byte[wanted];
        int kept = 0;
        if (from >= lastFrom && from < lastFrom + last.length) {
            int at = (int) (from - lastFrom);
            kept = Math.min(wanted, last.length - at);
            System.arraycopy(last, at, bytes, 0, kept);
        }
        if (kept < wanted) {
            InputStream in = streamAt(from + kept);
            int read = in.readNBytes(bytes, kept, wanted - kept);
            position = from + kept + read;
            if (read < wanted - kept) {
                throw new IOException(path + " has become shorter while it was read");
            }
            last = bytes;
            lastFrom = from;
        }
        return bytes;
    }

    private InputStream streamAt(long offset) throws IOException {
        InputStream in = stream;
        if (in == null || offset < position) {
            endStream();
            in = packing.open(new FromStart(file));
            position = 0;
        }
        in.skipNBytes(offset - position);
        stream = in;
        return in;
    }

    @Override
    public void close() throws IOException {
        endStream();
        file.close();
    }

    private void endStream() throws IOException {
        if (stream != null) {
            stream.close();
            stream = null;
        }
    }
}
