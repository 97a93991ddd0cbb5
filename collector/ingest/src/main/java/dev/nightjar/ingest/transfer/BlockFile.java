package dev.nightjar.ingest.transfer;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** A mapped file of a Prometheus block: big-endian numbers, Go's varints, sections closed by a CRC-32C. */
final class BlockFile implements AutoCloseable {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final Path file;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment bytes;
    private long position;

    BlockFile(Path file) throws TransferException {
        this.file = file;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        } catch (IOException e) {
            arena.close();
            throw new TransferException(file + " cannot be read: " + e, e);
        }
    }

    long length() {
        return bytes.byteSize();
    }

    long position() {
        return position;
    }

    BlockFile moveTo(long where) throws TransferException {
        if (where < 0 || where > length()) {
            throw damaged("points to byte " + where + " of " + length());
        }
        position = where;
        return this;
    }

    int readByte() throws TransferException {
        return bytes.get(ValueLayout.JAVA_BYTE, take(1)) & 0xff;
    }

    int readInt() throws TransferException {
        return bytes.get(INT, take(4));
    }

    long readLong() throws TransferException {
        return bytes.get(LONG, take(8));
    }

    /** Seven bits a byte, the low ones first. */
    long readUvarint() throws TransferException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int b = readByte();
            value |= (long) (b & 0x7f) << shift;
            if (b < 0x80) {
                return value;
            }
        }
        throw damaged("has a number longer than 64 bits");
    }

    long readVarint() throws TransferException {
        long value = readUvarint();
        return (value >>> 1) ^ -(value & 1);
    }

    /** A number that counts things of at least one byte in the rest of the file. */
    int readCount(String what) throws TransferException {
        long value = readUvarint();
        if (value < 0 || value > length() - position) {
            throw damaged("counts " + value + " " + what);
        }
        return (int) value;
    }

    byte[] readBytes(int count) throws TransferException {
        byte[] read = new byte[count];
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, take(count), read, 0, count);
        return read;
    }

    String readText() throws TransferException {
        return new String(readBytes(readCount("bytes of a text")), StandardCharsets.UTF_8);
    }

    /** Compares the CRC-32C of {@code count} bytes from {@code from} with the four bytes behind them. */
    void check(long from, long count, String what) throws TransferException {
        long here = position;
        moveTo(from);
        take(count);
        CRC32C crc = new CRC32C();
        crc.update(bytes.asSlice(from, count).asByteBuffer());
        int stored = readInt();
        if (stored != (int) crc.getValue()) {
            position = from;
            throw damaged(
                    "has " + what + " with the checksum %08x, computed %08x".formatted(stored, (int) crc.getValue()));
        }
        position = here;
    }

    private long take(long count) throws TransferException {
        if (count < 0 || count > length() - position) {
            throw damaged("ends too early");
        }
        long from = position;
        position += count;
        return from;
    }

    TransferException damaged(String what) {
        return new TransferException(
                file + " " + what + " at byte " + position + ": the block is damaged or of an unknown version");
    }

    @Override
    public void close() {
        arena.close();
    }
}
