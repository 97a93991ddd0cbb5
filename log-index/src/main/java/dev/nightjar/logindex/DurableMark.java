package dev.nightjar.logindex;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Beside the folder of the write-ahead log, the number of the last line known to be on the disk: what is not whole of the
 * lines up to it is damage, and no write that did not finish. It is written after each sync and not synced itself, so it
 * is exact when the process is killed, and may be behind, never ahead, when the machine stops.
 */
final class DurableMark implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DurableMark.class);
    private static final int BYTES = Long.BYTES + Integer.BYTES;

    private final Path file;
    private final FileChannel channel;
    private boolean failed;

    private DurableMark(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** @param log the folder of the segments */
    static DurableMark open(Path log) throws IOException {
        Path file = file(log);
        return new DurableMark(file, FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    }

    private static Path file(Path log) {
        return log.resolveSibling(log.getFileName() + ".durable");
    }

    /** Zero where nothing says it. */
    static long read(Path log) throws IOException {
        Path file = file(log);
        if (!Files.isRegularFile(file)) {
            return 0;
        }
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length != BYTES) {
            return 0;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long through = in.getLong();
        return through >= 0 && in.getInt() == Sections.crc(bytes, 0, Long.BYTES) ? through : 0;
    }

    /** That it cannot be written keeps no line from being stored. */
    void set(long through) {
        ByteBuffer out = ByteBuffer.allocate(BYTES).putLong(through);
        out.putInt(Sections.crc(out.array(), 0, Long.BYTES)).flip();
        try {
            DurableFolder.writeFully(channel, out, 0);
            failed = false;
        } catch (IOException e) {
            if (!failed) {
                LOG.warn("{} cannot be written: it says less than what is on the disk", file, e);
            }
            failed = true;
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            channel.force(false);
        }
    }
}
