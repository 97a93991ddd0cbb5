package dev.nightjar.logindex;

import dev.nightjar.model.LineCondition;
import dev.nightjar.model.LogDeletion.State;
import dev.nightjar.model.NanoRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The deletions asked for and how far they are, in one small file that is written whole. */
final class DeletionFile {
    private static final int MAGIC = 0x4e4a444c;
    private static final State[] STATES = State.values();

    private final Path file;

    DeletionFile(Path folder) {
        this.file = folder.resolve("deletions");
    }

    Path file() {
        return file;
    }

    /** Throws {@link LogIndexException} where it is not what was written. */
    void check() throws IOException {
        if (Files.exists(file)) {
            checked(Files.readAllBytes(file));
        }
    }

    /** Behind magic and checksum. */
    private ByteReader checked(byte[] bytes) {
        try {
            ByteReader in = new ByteReader(bytes);
            if (in.readInt() != MAGIC || in.readInt() != Sections.crc(bytes, 8, bytes.length)) {
                throw LogIndexException.corrupt(file, 0, "the list of deletions fails its checksum");
            }
            return in;
        } catch (ByteReader.Malformed e) {
            throw LogIndexException.corrupt(file, 0, "the list of deletions is cut short: " + e.getMessage());
        }
    }

    List<Deletion> read(LineCondition.Language language) throws IOException {
        List<Deletion> deletions = new ArrayList<>();
        if (!Files.exists(file)) {
            return deletions;
        }
        ByteReader in = checked(Files.readAllBytes(file));
        try {
            int count = in.readCount(1);
            for (int i = 0; i < count; i++) {
                deletions.add(decode(in, language));
            }
            return deletions;
        } catch (ByteReader.Malformed e) {
            throw LogIndexException.corrupt(file, 0, "the list of deletions is cut short: " + e.getMessage());
        }
    }

    private static Deletion decode(ByteReader in, LineCondition.Language language) {
        String id = in.readText();
        String query = in.readText();
        NanoRange range = new NanoRange(in.readLong(), in.readLong());
        long sequence = in.readLong();
        Instant accepted = Instant.ofEpochMilli(in.readLong());
        State state = state(in.readByte());
        long blocksToDo = in.readVarint();
        long blocksDone = in.readVarint();
        long blocksUnreadable = in.readVarint();
        long linesDeleted = in.readVarint();
        long bytesFreed = in.readVarint();
        long ended = in.readLong();
        String problem = in.readText();
        LineCondition condition = null;
        try {
            condition = language.read(query);
        } catch (IllegalArgumentException e) {
            boolean over = state != State.ACCEPTED && state != State.RUNNING;
            problem = over ? problem : "its query cannot be read any more: " + e.getMessage();
            state = over ? state : State.FAILED;
        }
        Deletion deletion = new Deletion(id, query, range, sequence, accepted, condition);
        deletion.state = state;
        deletion.blocksToDo = blocksToDo;
        deletion.blocksDone = blocksDone;
        deletion.blocksUnreadable = blocksUnreadable;
        deletion.linesDeleted = linesDeleted;
        deletion.bytesFreed = bytesFreed;
        deletion.ended = ended == Long.MIN_VALUE ? null : Instant.ofEpochMilli(ended);
        deletion.problem = problem;
        int days = in.readCount(1);
        for (int i = 0; i < days; i++) {
            deletion.doneDays.add(in.readZigzag());
        }
        return deletion;
    }

    private static State state(int code) {
        if (code >= STATES.length) {
            throw new ByteReader.Malformed("a deletion in state " + code);
        }
        return STATES[code];
    }

    /** On the disk when this returns. */
    void write(List<Deletion> deletions) throws IOException {
        ByteWriter out = new ByteWriter(256);
        out.writeInt(MAGIC).writeInt(0).writeVarint(deletions.size());
        for (Deletion each : deletions) {
            out.writeText(each.id()).writeText(each.query());
            out.writeLong(each.range().startNanos()).writeLong(each.range().endNanos());
            out.writeLong(each.sequence()).writeLong(each.accepted().toEpochMilli());
            out.writeByte(List.of(STATES).indexOf(each.state));
            out.writeVarint(each.blocksToDo).writeVarint(each.blocksDone);
            out.writeVarint(each.blocksUnreadable)
                    .writeVarint(each.linesDeleted)
                    .writeVarint(each.bytesFreed);
            @Nullable Instant ended = each.ended;
            out.writeLong(ended == null ? Long.MIN_VALUE : ended.toEpochMilli());
            out.writeText(each.problem).writeVarint(each.doneDays.size());
            each.doneDays.forEach(out::writeZigzag);
        }
        out.putInt(4, Sections.crc(out.array(), 8, out.size()));
        DurableFolder.writeWhole(file, out.array(), out.size());
    }
}
