package dev.nightjar.tsdb;

import dev.nightjar.tsdb.chunk.ByteSink;
import dev.nightjar.tsdb.chunk.ByteSource;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The form of a log file: a header, then blocks. Files are used again, so old bytes may lie behind the last block; the
 * checksum takes in the file's sequence number and the block's place in the log, so they never pass for new ones. See
 * {@code docs/formats/tsdb-log.md}.
 */
final class LogSegment {
    static final int BYTES = 16 << 20;
    static final int HEADER_BYTES = 32;
    static final int BLOCK_HEADER_BYTES = 16;
    static final String SUFFIX = ".log";
    static final String SPARE_SUFFIX = ".spare";

    private static final Pattern NAME = Pattern.compile("\\d{12,18}\\.log");
    private static final long MAGIC = 0x31474F4C53544A4EL; // "NJTSLOG1"
    private static final int EVERY_BLOCK_SYNCED = 1;

    private LogSegment() {}

    /** What a header says. With {@code everyBlockSynced}, a block exists only if the one before it is whole. */
    record Header(long sequence, long firstEntry, boolean everyBlockSynced) {}

    static Path file(Path directory, long sequence) {
        return directory.resolve(String.format("%012d%s", sequence, SUFFIX));
    }

    /** The sequence number in a file's name; -1 if it is not one of the log's files. */
    static long sequenceOf(Path file) {
        String name = String.valueOf(file.getFileName());
        return NAME.matcher(name).matches() ? Long.parseLong(name.substring(0, name.length() - SUFFIX.length())) : -1;
    }

    static void writeHeader(Header header, ByteSink to) {
        to.writeLong(MAGIC);
        to.writeLong(header.sequence);
        to.writeLong(header.firstEntry);
        to.writeInt(header.everyBlockSynced ? EVERY_BLOCK_SYNCED : 0);
        CRC32C crc = new CRC32C();
        crc.update(to.bytes(), 0, HEADER_BYTES - 4);
        to.writeInt((int) crc.getValue());
    }

    /** The header in {@code bytes}, or null if they are none. */
    static @Nullable Header readHeader(byte[] bytes, int length) {
        if (length < HEADER_BYTES) {
            return null;
        }
        ByteSource in = new ByteSource().over(bytes, 0, HEADER_BYTES);
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, HEADER_BYTES - 4);
        if (in.readLong() != MAGIC) {
            return null;
        }
        Header header = new Header(in.readLong(), in.readLong(), in.readInt() == EVERY_BLOCK_SYNCED);
        return in.readInt() == (int) crc.getValue() ? header : null;
    }

    /** Checksum of a block's payload at its place. */
    static int checksum(long sequence, long firstEntry, byte[] bytes, int from, int length) {
        ByteSink place = new ByteSink(16);
        place.writeLong(sequence);
        place.writeLong(firstEntry);
        CRC32C crc = new CRC32C();
        crc.update(place.bytes(), 0, 16);
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
