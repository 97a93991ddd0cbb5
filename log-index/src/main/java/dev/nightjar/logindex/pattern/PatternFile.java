package dev.nightjar.logindex.pattern;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The book's file: records appended one after the other, each with its length and CRC32C. Records wait in memory until
 * {@link #write}; a write that fails is tried again with the next. What cannot be read any more is cut off: it is
 * learned anew, and no line depends on it.
 */
final class PatternFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PatternFile.class);
    private static final int HEADER = 4 + 4;
    private static final int LONGEST = 1 << 20;

    private final Path file;
    private FileChannel channel;
    private long length;
    private ByteBuffer waiting = ByteBuffer.allocate(4096);

    private PatternFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static PatternFile open(Path file, Consumer<PatternRecord> reader) throws IOException {
        PatternFile opened = new PatternFile(file, channel(file));
        try {
            opened.load(reader);
            return opened;
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static FileChannel channel(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private void load(Consumer<PatternRecord> reader) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        try {
            while (bytes.remaining() >= HEADER) {
                int size = bytes.getInt();
                int crc = bytes.getInt();
                if (size < 0 || size > bytes.remaining()) {
                    throw new IOException("a record is cut short");
                }
                byte[] record = new byte[size];
                bytes.get(record);
                if (crc != crc(record)) {
                    throw new IOException("a record is not what was written");
                }
                reader.accept(PatternRecord.of(record));
                length = bytes.position();
            }
        } catch (IOException e) {
            LOG.warn(
                    "{} is cut off at byte {} of {}: {}; patterns seen since are learned anew",
                    file,
                    length,
                    bytes.limit(),
                    e.getMessage());
        }
        channel.truncate(length);
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    long length() {
        return length + waiting.position();
    }

    boolean isEmpty() {
        return length() == 0;
    }

    void append(PatternRecord record) {
        byte[] bytes = record.bytes();
        if (bytes.length > LONGEST) {
            return;
        }
        if (waiting.remaining() < HEADER + bytes.length) {
            ByteBuffer grown = ByteBuffer.allocate(2 * waiting.capacity() + HEADER + bytes.length);
            waiting = grown.put(waiting.flip());
        }
        waiting.putInt(bytes.length).putInt(crc(bytes)).put(bytes);
    }

    void write() throws IOException {
        ByteBuffer bytes = waiting.duplicate().flip();
        long at = length;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
        length = at;
        waiting.clear();
    }

    void sync() throws IOException {
        write();
        channel.force(false);
    }

    /** Begins anew with what {@code records} appends; the old file is there until the new one is whole. */
    void rewrite(Runnable records) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".tmp");
        Files.deleteIfExists(fresh);
        FileChannel old = channel;
        channel = channel(fresh);
        length = 0;
        waiting.clear();
        records.run();
        sync();
        old.close();
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
