package dev.nightjar.logindex;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a day's blocks, in one append-only file, made when there is something to tell. On the sealing thread. */
final class ChangeFile implements AutoCloseable {
    private static final int MOVED = 0;
    private static final int SHRUNK = 1;
    private static final int RECORD_HEADER = 4 + 4;

    private final Path file;
    private @Nullable FileChannel channel;
    private long length;

    private ChangeFile(Path file, long length) {
        this.file = file;
        this.length = length;
    }

    static Path file(Path folder) {
        return folder.resolve("changes.dat");
    }

    /** Cuts off what lies behind a commit's end. */
    static ChangeFile open(Path folder, long committedLength) throws IOException {
        ChangeFile changes = new ChangeFile(file(folder), committedLength);
        if (Files.exists(changes.file)) {
            changes.channel().truncate(committedLength);
        }
        return changes;
    }

    private FileChannel channel() throws IOException {
        FileChannel present = channel;
        if (present == null) {
            present = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            DurableFolder.syncNames(file.resolveSibling("."));
            channel = present;
        }
        return present;
    }

    /** The changes in a file's first {@code length} bytes, in their order. */
    static List<BlockChange> read(Path folder, long length) throws IOException {
        List<BlockChange> changes = new ArrayList<>();
        if (length == 0) {
            return changes;
        }
        Path file = file(folder);
        byte[] bytes;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            bytes = DurableFolder.readFully(channel, file, 0, Math.toIntExact(length));
        }
        int at = 0;
        while (at < bytes.length) {
            try {
                ByteReader in = new ByteReader(bytes, at, bytes.length);
                int size = in.readInt();
                int checksum = in.readInt();
                int start = in.skip(size);
                if (Sections.crc(bytes, start, start + size) != checksum) {
                    throw LogIndexException.corrupt(file, at, "a change fails its checksum");
                }
                changes.add(decode(new ByteReader(bytes, start, start + size)));
                at = start + size;
            } catch (ByteReader.Malformed e) {
                throw LogIndexException.corrupt(file, at, "a change is cut short: " + e.getMessage());
            }
        }
        return changes;
    }

    private static BlockChange decode(ByteReader in) {
        int kind = in.readByte();
        int ordinal = in.readCount(0);
        BlockEntry.Place place = new BlockEntry.Place(in.readCount(0), in.readVarint(), in.readCount(0));
        return switch (kind) {
            case MOVED -> new BlockChange.Moved(ordinal, place);
            case SHRUNK ->
                new BlockChange.Shrunk(
                        ordinal,
                        place,
                        BlockHeader.read(in),
                        counts(in.read(in.readCount(1))),
                        in.read(RecordChain.DIGEST_BYTES),
                        in.read(RecordChain.DIGEST_BYTES),
                        in.readVarint(),
                        in.readText(),
                        in.readLong());
            default -> throw new ByteReader.Malformed("a change of kind " + kind);
        };
    }

    private static @Nullable SecondCounts counts(byte[] encoded) {
        return encoded.length == 0 ? null : new SecondCounts(encoded);
    }

    /** Written now, on the disk after {@link #sync}. */
    void append(BlockChange change) throws IOException {
        ByteWriter out = new ByteWriter(256);
        out.writeInt(0).writeInt(0);
        switch (change) {
            case BlockChange.Moved moved -> writePlace(out.writeByte(MOVED), moved);
            case BlockChange.Shrunk shrunk -> {
                writePlace(out.writeByte(SHRUNK), shrunk);
                shrunk.header().write(out);
                SecondCounts counts = shrunk.counts();
                byte[] encoded = counts == null ? new byte[0] : counts.encoded();
                out.writeVarint(encoded.length).write(encoded);
                out.write(shrunk.digest()).write(shrunk.link()).writeVarint(shrunk.removedLines());
                out.writeText(shrunk.cause()).writeLong(shrunk.millis());
            }
        }
        out.putInt(0, out.size() - RECORD_HEADER);
        out.putInt(4, Sections.crc(out.array(), RECORD_HEADER, out.size()));
        DurableFolder.writeFully(channel(), ByteBuffer.wrap(out.array(), 0, out.size()), length);
        length += out.size();
    }

    private static void writePlace(ByteWriter out, BlockChange change) {
        BlockEntry.Place place = change.place();
        out.writeVarint(change.ordinal()).writeVarint(place.file());
        out.writeVarint(place.offset()).writeVarint(place.length());
    }

    long length() {
        return length;
    }

    void sync() throws IOException {
        FileChannel present = channel;
        if (present != null) {
            present.force(false);
        }
    }

    @Override
    public void close() throws IOException {
        FileChannel present = channel;
        if (present != null) {
            present.close();
        }
    }
}
