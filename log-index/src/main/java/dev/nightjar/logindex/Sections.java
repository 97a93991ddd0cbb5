package dev.nightjar.logindex;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.zip.CRC32C;

/**
 * The frame of a block: magic and version, header, then numbered sections, each with length and checksum, so that a
 * reader takes only what it needs.
 */
final class Sections {
    static final int MAGIC = 0x4e4a4c42;
    private static final int ENTRY = 8;
    private static final long MOST_INFLATED = 64L << 20;

    private final Path file;
    private final long offset;
    private final byte[] bytes;
    private final int version;
    private final BlockHeader header;
    private final int[] starts;
    private final int[] lengths;
    private final int[] checksums;

    /** {@code file} and {@code offset} say where the bytes are from, for messages. */
    Sections(Path file, long offset, byte[] bytes) {
        this.file = file;
        this.offset = offset;
        this.bytes = bytes;
        try {
            ByteReader in = new ByteReader(bytes);
            if (in.readInt() != MAGIC) {
                throw broken(0, "no block begins here");
            }
            this.version = in.readByte();
            int count = in.readByte();
            int checksum = in.readInt();
            int headerStart = in.position();
            this.header = BlockHeader.read(in);
            this.lengths = new int[count];
            this.checksums = new int[count];
            for (int i = 0; i < count; i++) {
                lengths[i] = in.readInt();
                checksums[i] = in.readInt();
            }
            if (crc(bytes, headerStart, in.position()) != checksum) {
                throw broken(0, "the block's header fails its checksum");
            }
            if (header.lines() < 0 || header.textBytes() < 0 || header.textBytes() > MOST_INFLATED) {
                throw broken(0, "the block says " + header.lines() + " lines of " + header.textBytes() + " bytes");
            }
            this.starts = new int[count];
            long start = in.position();
            for (int i = 0; i < count; i++) {
                starts[i] = (int) Math.min(start, bytes.length);
                start += Math.max(0, lengths[i]);
            }
        } catch (ByteReader.Malformed e) {
            throw broken(0, "the block is cut short: " + e.getMessage());
        }
    }

    int version() {
        return version;
    }

    BlockHeader header() {
        return header;
    }

    /** Whether section {@code number} lies within the bytes; they may be a block's beginning only. */
    boolean holds(int number) {
        return number < starts.length && lengths[number] >= 0 && lengths[number] <= bytes.length - starts[number];
    }

    /**
     * Throws where what is there of the block is not as it was written.
     *
     * @param whole whether all of it should be there
     */
    void check(BlockHeader expected, boolean whole) {
        if (!header.equals(expected)) {
            throw broken(0, "the block's header is not the catalog's");
        }
        for (int number = 0; number < starts.length; number++) {
            if (whole || holds(number)) {
                section(number);
            }
        }
    }

    /** A reader of section {@code number}, its checksum verified. */
    ByteReader section(int number) {
        if (!holds(number)) {
            throw broken(0, "the block is cut short in section " + number);
        }
        int start = starts[number];
        int end = start + lengths[number];
        if (crc(bytes, start, end) != checksums[number]) {
            throw broken(start, "section " + number + " of the block fails its checksum");
        }
        return new ByteReader(bytes, start, end);
    }

    /** A section written by {@link #compress}. */
    byte[] inflate(int number) {
        ByteReader in = section(number);
        long declared = in.readVarint();
        if (declared < 0 || declared > MOST_INFLATED) {
            throw broken(starts[number], "section " + number + " of the block declares " + declared + " bytes");
        }
        int size = (int) declared;
        int length = in.remaining();
        int start = in.skip(length);
        byte[] plain = new byte[size];
        try {
            if (ZstdContexts.unpack(in.array(), start, length, plain) == size) {
                return plain;
            }
        } catch (ZstdException e) {
            throw broken(starts[number], "section " + number + " of the block does not decompress: " + e.getMessage());
        }
        throw broken(starts[number], "section " + number + " of the block has other bytes than it declares");
    }

    /** What is read, or an exception that names file and offset where the bytes are not what they should be. */
    <T> T guarded(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (ByteReader.Malformed | IndexOutOfBoundsException e) {
            throw broken(0, "the block cannot be read: " + e.getMessage());
        }
    }

    LogIndexException broken(int at, String found) {
        return LogIndexException.corrupt(file, offset + at, found);
    }

    static ByteWriter compress(byte[] plain, int length, int level) {
        byte[] packed = new byte[(int) Zstd.compressBound(length)];
        try {
            int size = ZstdContexts.pack(plain, length, level, packed);
            return new ByteWriter(size + 5).writeVarint(length).write(packed, 0, size);
        } catch (ZstdException e) {
            throw new LogIndexException("zstd refused " + length + " bytes: " + e.getMessage(), e);
        }
    }

    static byte[] assemble(int version, BlockHeader header, ByteWriter... sections) {
        ByteWriter head = new ByteWriter(BlockHeader.SIZE + sections.length * ENTRY);
        header.write(head);
        int total = 10 + BlockHeader.SIZE + sections.length * ENTRY;
        for (ByteWriter section : sections) {
            head.writeInt(section.size()).writeInt(crc(section.array(), 0, section.size()));
            total += section.size();
        }
        ByteWriter out = new ByteWriter(total);
        out.writeInt(MAGIC).writeByte(version).writeByte(sections.length);
        out.writeInt(crc(head.array(), 0, head.size())).write(head.array(), 0, head.size());
        for (ByteWriter section : sections) {
            out.write(section.array(), 0, section.size());
        }
        return out.toBytes();
    }

    static int crc(byte[] bytes, int start, int end) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, start, end - start);
        return (int) crc.getValue();
    }
}
