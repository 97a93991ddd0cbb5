package dev.nightjar.agent;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** What lies in a gzip file, read from front to back; going back starts over. */
final class GzipBytes implements FileBytes {
    private static final int BUFFER_BYTES = 64 << 10;

    private final Path path;
    private final long size;
    private @Nullable InputStream stream;
    private long position;
    private byte[] last = {};
    private long lastFrom;

    private GzipBytes(Path path, long size) {
        this.path = path;
        this.size = size;
    }

    static boolean begins(byte[] head) {
        return head.length >= 2 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b;
    }

    /** Throws where the file is damaged, or still being written. */
    static GzipBytes open(Path path) throws IOException {
        long size = 0;
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = stream(path)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                size += read;
            }
        }
        return new GzipBytes(path, size);
    }

    private static InputStream stream(Path path) throws IOException {
        InputStream file = Files.newInputStream(path);
        try {
            return new GZIPInputStream(new BufferedInputStream(file), BUFFER_BYTES);
        } catch (IOException e) {
            file.close();
            throw e;
        }
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
            close();
            in = stream(path);
            position = 0;
        }
        in.skipNBytes(offset - position);
        stream = in;
        return in;
    }

    @Override
    public void close() throws IOException {
        if (stream != null) {
            stream.close();
            stream = null;
        }
    }
}
