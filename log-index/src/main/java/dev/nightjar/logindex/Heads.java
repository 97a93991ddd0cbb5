package dev.nightjar.logindex;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The signed ends of all days in one small file, and which days were dropped: without it, a folder that is missing or
 * set back to an earlier commit would look like one that never was. Written after a day's commit and before a day is
 * dropped, so a crash in between leaves a day newer than the file says, which is right, or one it does not know.
 */
final class Heads {
    private static final int MAGIC = 0x4e4a4853;
    private static final int DROPPED_KEPT = 4000;
    private static final Pattern NAME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    /**
     * The end of a day's chains.
     *
     * @param digest {@link DayHead#digest}
     */
    record Head(long day, long generation, byte[] digest, byte[] signature) {}

    /**
     * A day that was dropped.
     *
     * @param generation its last, 0 where none was signed
     * @param digest its last, zeros where none was signed
     */
    record Dropped(long day, long generation, byte[] digest, String cause, long millis) {}

    private final Path file;
    private final TreeMap<Long, Head> days = new TreeMap<>();
    private final List<Dropped> dropped = new ArrayList<>();
    private long through;

    private Heads(Path file) {
        this.file = file;
    }

    static Path file(Path folder) {
        return folder.resolve("heads");
    }

    /** Of the days of a store, in their order. */
    static List<Path> dayFolders(Path folder) throws IOException {
        Path days = folder.resolve("days");
        return !Files.isDirectory(days)
                ? List.of()
                : DurableFolder.list(days).stream()
                        .filter(file ->
                                NAME.matcher(file.getFileName().toString()).matches())
                        .toList();
    }

    static Heads none(Path folder) {
        return new Heads(file(folder));
    }

    /** What the file says, with its signature; nothing where there is none. */
    record Read(Heads heads, byte[] content, byte[] signature) {}

    static Read read(Path folder) throws IOException {
        Heads heads = new Heads(file(folder));
        if (!Files.exists(heads.file)) {
            return new Read(heads, new byte[0], new byte[0]);
        }
        byte[] bytes = Files.readAllBytes(heads.file);
        try {
            ByteReader in = new ByteReader(bytes);
            byte[] signature = in.read(in.readCount(1));
            int checksum = in.readInt();
            byte[] content = in.read(in.remaining());
            if (Sections.crc(content, 0, content.length) != checksum) {
                throw LogIndexException.corrupt(heads.file, 0, "the signed heads fail their checksum");
            }
            heads.decode(new ByteReader(content));
            return new Read(heads, content, signature);
        } catch (ByteReader.Malformed e) {
            throw LogIndexException.corrupt(heads.file, 0, "the signed heads are cut short: " + e.getMessage());
        }
    }

    private void decode(ByteReader in) {
        if (in.readInt() != MAGIC) {
            throw new ByteReader.Malformed("no signed heads begin here");
        }
        through = in.readVarint();
        int count = in.readCount(1);
        for (int i = 0; i < count; i++) {
            Head head = new Head(in.readZigzag(), in.readVarint(), in.read(in.readCount(1)), in.read(in.readCount(1)));
            days.put(head.day(), head);
        }
        int gone = in.readCount(1);
        for (int i = 0; i < gone; i++) {
            dropped.add(new Dropped(
                    in.readZigzag(), in.readVarint(), in.read(in.readCount(1)), in.readText(), in.readLong()));
        }
    }

    /** The number of the last line that was durable when the file was written. */
    long through() {
        return through;
    }

    Map<Long, Head> days() {
        return days;
    }

    List<Dropped> dropped() {
        return dropped;
    }

    void committed(Head head) {
        days.put(head.day(), head);
    }

    void drop(long day, String cause, long millis) {
        Head last = days.remove(day);
        dropped.add(
                last == null
                        ? new Dropped(day, 0, new byte[RecordChain.DIGEST_BYTES], cause, millis)
                        : new Dropped(day, last.generation(), last.digest(), cause, millis));
        if (dropped.size() > DROPPED_KEPT) {
            dropped.removeFirst();
        }
    }

    /** On the disk when this returns. */
    void write(long linesThrough, HeadKey key) throws IOException {
        through = Math.max(through, linesThrough);
        ByteWriter content = new ByteWriter(1024);
        content.writeInt(MAGIC).writeVarint(through).writeVarint(days.size());
        days.values().forEach(head -> {
            content.writeZigzag(head.day()).writeVarint(head.generation());
            content.writeVarint(head.digest().length).write(head.digest());
            content.writeVarint(head.signature().length).write(head.signature());
        });
        content.writeVarint(dropped.size());
        dropped.forEach(gone -> {
            content.writeZigzag(gone.day()).writeVarint(gone.generation());
            content.writeVarint(gone.digest().length).write(gone.digest());
            content.writeText(gone.cause()).writeLong(gone.millis());
        });
        byte[] signature = key.sign(content.toBytes());
        ByteWriter out = new ByteWriter(content.size() + 80);
        out.writeVarint(signature.length).write(signature);
        out.writeInt(Sections.crc(content.array(), 0, content.size()));
        out.write(content.array(), 0, content.size());
        DurableFolder.writeWhole(file, out.array(), out.size());
    }
}
