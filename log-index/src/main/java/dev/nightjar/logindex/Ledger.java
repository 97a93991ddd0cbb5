package dev.nightjar.logindex;

import com.github.luben.zstd.ZstdException;
import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.Labels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A day's second copy of all that no block says of itself: streams and where blocks are, templates, changes, and what
 * each commit said. One bit in the wrong place of the first copies would cost the day. A record for each commit, behind
 * those before; written before the commit that it tells of.
 */
final class Ledger implements AutoCloseable {
    private static final int RECORD_HEADER = 4 + 4;
    private static final int ZSTD_LEVEL = 3;
    private static final int MOST_PLAIN = 1 << 30;

    /** So many commits are worth a record of their own: a record says again what its commit said. */
    private static final int MOST_RECORDS = 256;

    private final Path folder;
    private FileChannel channel;
    /** Where the record of the last commit ends. */
    private long length;

    private int records;
    private long templateLength;
    private long changeLength;
    private long nextLength;

    private Ledger(Path folder) throws IOException {
        this.folder = folder;
        this.channel = channel(folder);
    }

    private static FileChannel channel(Path folder) throws IOException {
        return FileChannel.open(
                file(folder), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** A stream and its number. */
    record Stream(int id, Labels labels) {}

    /**
     * The day as its last record has it.
     *
     * @param blocks by ordinal, as they were sealed, without counts
     */
    record Copy(
            Map<Integer, Labels> streams,
            Map<Integer, BlockEntry> blocks,
            byte[] templates,
            byte[] changes,
            Map<String, String> commit) {
        long generation() {
            return new DayCommit(commit).number("generation");
        }
    }

    static Path file(Path folder) {
        return folder.resolve("ledger.dat");
    }

    /** Goes on behind the record of the day's last commit. */
    static Ledger open(Path folder, DayCommit last) throws IOException {
        Ledger ledger = new Ledger(folder);
        Records records = new Records(Files.readAllBytes(file(folder)));
        while (records.next()) {
            ledger.records++;
            if (records.generation == last.number("generation")) {
                ledger.length = records.end;
                ledger.keep(last);
                break;
            }
        }
        return ledger;
    }

    private void keep(DayCommit commit) {
        templateLength = commit.number("templateLength");
        changeLength = commit.number("changeLength");
    }

    /** Whether it has all up to the commit that it was opened at. */
    boolean isWhole() {
        return length > 0;
    }

    /** The last commit that the day's ledger has whole, if any. */
    static Optional<Copy> read(Path folder) throws IOException {
        return Files.isRegularFile(file(folder)) ? copy(Files.readAllBytes(file(folder))) : Optional.empty();
    }

    private static Optional<Copy> copy(byte[] bytes) {
        Records records = new Records(bytes);
        CopyReader copy = new CopyReader();
        boolean any = false;
        while (records.next() && copy.take(records)) {
            any = true;
        }
        return any ? Optional.of(copy.copy()) : Optional.empty();
    }

    /** What is wrong with it as the copy of a commit; empty where nothing is, or there is none. */
    static String fault(Path folder, long generation) throws IOException {
        if (!Files.isRegularFile(file(folder))) {
            return "";
        }
        Records records = new Records(Files.readAllBytes(file(folder)));
        while (records.next()) {
            if (records.generation == generation) {
                return "";
            }
        }
        return "the second copy of the day's catalog cannot be read at offset " + records.end
                + "; the next start makes it anew of the first, which is whole";
    }

    /** Writes and syncs the record of a commit that is about to be made; it counts with {@link #committed}. */
    void write(List<Stream> streams, List<BlockEntry> blocks, DayCommit commit) throws IOException {
        ByteWriter record = record(
                streams,
                blocks,
                part(folder.resolve("templates.dat"), templateLength, commit.number("templateLength")),
                part(ChangeFile.file(folder), changeLength, commit.number("changeLength")),
                commit);
        DurableFolder.writeFully(channel, ByteBuffer.wrap(record.array(), 0, record.size()), length);
        nextLength = length + record.size();
        channel.truncate(nextLength);
        channel.force(false);
    }

    private static byte[] part(Path file, long from, long to) throws IOException {
        if (to == from) {
            return new byte[0];
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return DurableFolder.readFully(channel, file, from, Math.toIntExact(to - from));
        }
    }

    private static ByteWriter record(
            Collection<Stream> streams,
            Collection<BlockEntry> blocks,
            byte[] templates,
            byte[] changes,
            DayCommit commit) {
        ByteWriter plain = new ByteWriter(1024 + 256 * blocks.size() + templates.length + changes.length);
        plain.writeVarint(streams.size());
        for (Stream stream : streams) {
            byte[] labels = LabelBytes.encode(stream.labels());
            plain.writeVarint(stream.id()).writeVarint(labels.length).write(labels);
        }
        plain.writeVarint(blocks.size());
        blocks.forEach(block -> block.write(plain));
        plain.writeVarint(templates.length).write(templates);
        plain.writeVarint(changes.length).write(changes);
        plain.writeVarint(commit.data().size());
        commit.data().forEach((key, value) -> plain.writeText(key).writeText(value));
        ByteWriter packed = Sections.compress(plain.array(), plain.size(), ZSTD_LEVEL);
        ByteWriter out = new ByteWriter(RECORD_HEADER + 10 + packed.size());
        out.writeInt(0).writeInt(0).writeVarint(commit.number("generation"));
        out.write(packed.array(), 0, packed.size());
        out.putInt(0, out.size() - RECORD_HEADER);
        out.putInt(4, Sections.crc(out.array(), RECORD_HEADER, out.size()));
        return out;
    }

    /** The commit that was written last was made. */
    void committed(DayCommit commit) throws IOException {
        length = nextLength;
        keep(commit);
        if (++records >= MOST_RECORDS) {
            Optional<Copy> copy = copy(DurableFolder.readFully(channel, file(folder), 0, Math.toIntExact(length)));
            if (copy.isPresent() && copy.get().generation() == commit.number("generation")) {
                replace(copy.get());
            }
        }
    }

    /** Forgets what it had and writes a day's last commit whole. */
    void rewrite(DayTable table) throws IOException {
        Map<Integer, Labels> streams = new TreeMap<>();
        Map<Integer, BlockEntry> blocks = new TreeMap<>();
        for (DayTable.Stream stream : table.streams()) {
            streams.put(stream.id(), stream.labels());
            stream.blocks().forEach(block -> blocks.put(block.ordinal(), block));
        }
        DayCommit commit = table.commit();
        replace(new Copy(
                streams,
                blocks,
                part(folder.resolve("templates.dat"), 0, commit.number("templateLength")),
                part(ChangeFile.file(folder), 0, commit.number("changeLength")),
                commit.data()));
        keep(commit);
    }

    /** All in one record. */
    private void replace(Copy copy) throws IOException {
        List<Stream> streams = copy.streams().entrySet().stream()
                .map(stream -> new Stream(stream.getKey(), stream.getValue()))
                .toList();
        ByteWriter record =
                record(streams, copy.blocks().values(), copy.templates(), copy.changes(), new DayCommit(copy.commit()));
        DurableFolder.writeWhole(file(folder), record.array(), record.size());
        channel.close();
        channel = channel(folder);
        length = record.size();
        records = 1;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Goes from record to record, as long as they are whole. */
    private static final class Records {
        private final byte[] bytes;
        private ByteReader packed = new ByteReader(new byte[0]);
        private long generation;
        private int end;

        Records(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean next() {
            try {
                ByteReader in = new ByteReader(bytes, end, bytes.length);
                int size = in.readInt();
                int checksum = in.readInt();
                int start = in.skip(size);
                if (size == 0 || Sections.crc(bytes, start, start + size) != checksum) {
                    return false;
                }
                packed = new ByteReader(bytes, start, start + size);
                generation = packed.readVarint();
                end = start + size;
                return true;
            } catch (ByteReader.Malformed e) {
                return false;
            }
        }
    }

    /** Puts records together. */
    private static final class CopyReader {
        private final Map<Integer, Labels> streams = new TreeMap<>();
        private final Map<Integer, BlockEntry> blocks = new TreeMap<>();
        private final ByteWriter templates = new ByteWriter(1024);
        private final ByteWriter changes = new ByteWriter(64);
        private Map<String, String> commit = Map.of();

        /** False where the record cannot be read. */
        boolean take(Records record) {
            try {
                take(plain(record.packed));
                return true;
            } catch (ByteReader.Malformed | LabelBytes.InvalidLabelsException | ZstdException e) {
                return false;
            }
        }

        private static ByteReader plain(ByteReader packed) {
            long size = packed.readVarint();
            if (size < 0 || size > MOST_PLAIN) {
                throw new ByteReader.Malformed("a record of " + size + " bytes");
            }
            byte[] plain = new byte[(int) size];
            int length = packed.remaining();
            int from = packed.skip(length);
            if (ZstdContexts.unpack(packed.array(), from, length, plain) != plain.length) {
                throw new ByteReader.Malformed("a record of other bytes than it declares");
            }
            return new ByteReader(plain);
        }

        private void take(ByteReader in) throws LabelBytes.InvalidLabelsException {
            for (int left = in.readCount(2); left > 0; left--) {
                int id = in.readCount(0);
                byte[] labels = in.read(in.readCount(1));
                streams.put(id, LabelBytes.decode(labels, 0, labels.length));
            }
            for (int left = in.readCount(BlockHeader.SIZE); left > 0; left--) {
                BlockEntry entry = BlockEntry.read(in);
                blocks.put(entry.ordinal(), entry);
            }
            templates.write(in.read(in.readCount(1)));
            changes.write(in.read(in.readCount(1)));
            Map<String, String> said = new LinkedHashMap<>();
            for (int left = in.readCount(2); left > 0; left--) {
                said.put(in.readText(), in.readText());
            }
            commit = said;
        }

        Copy copy() {
            return new Copy(streams, blocks, templates.toBytes(), changes.toBytes(), commit);
        }
    }
}
