package dev.nightjar.tsdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nightjar.tsdb.chunk.ByteSink;
import dev.nightjar.tsdb.chunk.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * The file in which RocksDB keeps the list of its tables, as a log of changes: blocks of 32 KiB; in them records of a
 * masked CRC-32C, a length and a kind, then the bytes. Does what RocksDB's library for Java cannot: look whether the file
 * is whole, and take a table that cannot be read off the list.
 */
final class Manifest {
    private static final Pattern NAME = Pattern.compile("MANIFEST-\\d{6,}");
    private static final Pattern NOTE = Pattern.compile("(MANIFEST-\\d{6,}) (\\d{1,18}) ([0-9a-f]+)\n");
    private static final int BLOCK = 32 << 10;
    private static final int HEADER = 7;
    private static final int FULL = 1;
    private static final int FIRST = 2;
    private static final int MIDDLE = 3;
    private static final int LAST = 4;
    private static final int DELETED_FILE = 6;
    private static final int COLUMN_FAMILY = 200;

    private Manifest() {}

    /** A table's place. */
    record Table(int family, int level, long number) {}

    /** The file that counts, if one does. */
    static Optional<Path> current(Path directory) throws IOException {
        Path current = directory.resolve("CURRENT");
        if (!Files.isRegularFile(current)) {
            return Optional.empty();
        }
        String name = new String(Files.readAllBytes(current), UTF_8);
        return name.endsWith("\n") && NAME.matcher(name.strip()).matches()
                ? Optional.of(directory.resolve(name.strip())).filter(Files::isRegularFile)
                : Optional.empty();
    }

    /** Makes the newest one count. */
    static Optional<Path> choose(Path directory) throws IOException {
        Optional<Path> newest;
        try (Stream<Path> files = Files.list(directory)) {
            newest = files.filter(
                            file -> NAME.matcher(file.getFileName().toString()).matches())
                    .max(Comparator.naturalOrder());
        }
        if (newest.isPresent()) {
            Path made = directory.resolve("CURRENT.made");
            Files.writeString(made, newest.get().getFileName() + "\n");
            Files.move(made, directory.resolve("CURRENT"), StandardCopyOption.REPLACE_EXISTING);
            Directories.sync(directory);
        }
        return newest;
    }

    /** Where the last whole change ends: behind it nothing is whole. */
    static long wholeBytes(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        ByteSource in = new ByteSource();
        int whole = 0;
        int at = 0;
        while (true) {
            int left = BLOCK - at % BLOCK;
            if (left < HEADER) {
                at += left;
                left = BLOCK;
            }
            if (bytes.length - at < HEADER) {
                return Math.min(bytes.length, Math.max(whole, at > bytes.length ? whole : isPadding(bytes, whole, at)));
            }
            in.over(bytes, at, HEADER);
            int checksum = in.readInt();
            int length = in.readByte() | in.readByte() << 8;
            int kind = in.readByte();
            if (kind < FULL || kind > LAST || length > left - HEADER || length > bytes.length - at - HEADER) {
                return whole;
            }
            if (masked(bytes, at + 6, length + 1) != checksum) {
                return whole;
            }
            at += HEADER + length;
            if (kind == FULL || kind == LAST) {
                whole = at;
            }
        }
    }

    /** {@code at} if there are only zeros from {@code from} to there. */
    private static int isPadding(byte[] bytes, int from, int at) {
        for (int i = from; i < at; i++) {
            if (bytes[i] != 0) {
                return from;
            }
        }
        return at;
    }

    private static int masked(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
    }

    /** Notes how long the list is by now, beside the database: a shorter one has lost something. */
    static void note(Path directory) throws IOException {
        Optional<Path> file = current(directory);
        if (file.isPresent()) {
            String text = file.get().getFileName() + " " + Files.size(file.get());
            Path made = noteOf(directory, ".made");
            try (FileChannel channel = FileChannel.open(
                    made, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap((text + " " + checksum(text) + "\n").getBytes(UTF_8)));
                channel.force(true);
            }
            Files.move(made, noteOf(directory, ""), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static Path noteOf(Path directory, String suffix) {
        return directory.resolveSibling(directory.getFileName() + ".manifest" + suffix);
    }

    private static String checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(UTF_8));
        return Long.toHexString(crc.getValue());
    }

    /** Whether changes that were there at the last {@link #note} are not whole any more. */
    static boolean hasLost(Path directory, Path file) throws IOException {
        Path note = noteOf(directory, "");
        if (!Files.isRegularFile(note)) {
            return false;
        }
        Matcher noted = NOTE.matcher(new String(Files.readAllBytes(note), UTF_8));
        return noted.matches()
                && checksum(noted.group(1) + " " + noted.group(2)).equals(noted.group(3))
                && file.getFileName().toString().equals(noted.group(1))
                && wholeBytes(file) < Long.parseLong(noted.group(2));
    }

    /** Takes tables off the list; the database must be closed. */
    static void drop(Path file, List<Table> tables) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.position(channel.size());
            for (Table table : tables) {
                append(channel, change(table));
            }
            channel.force(true);
        }
    }

    private static ByteSink change(Table table) {
        ByteSink change = new ByteSink(32);
        change.writeVarint(DELETED_FILE);
        change.writeVarint(table.level());
        change.writeVarint(table.number());
        if (table.family() != 0) {
            change.writeVarint(COLUMN_FAMILY);
            change.writeVarint(table.family());
        }
        return change;
    }

    private static void append(FileChannel channel, ByteSink change) throws IOException {
        int from = 0;
        do {
            int left = BLOCK - (int) (channel.position() % BLOCK);
            if (left < HEADER) {
                write(channel, new byte[left], left);
                left = BLOCK;
            }
            int length = Math.min(left - HEADER, change.size() - from);
            boolean ends = from + length == change.size();
            ByteSink record = new ByteSink(HEADER + length);
            record.writeInt(0);
            record.writeByte(length & 0xff);
            record.writeByte(length >>> 8);
            record.writeByte(from == 0 ? (ends ? FULL : FIRST) : (ends ? LAST : MIDDLE));
            record.writeBytes(change.bytes(), from, length);
            record.putInt(0, masked(record.bytes(), 6, length + 1));
            write(channel, record.bytes(), record.size());
            from += length;
        } while (from < change.size());
    }

    private static void write(FileChannel channel, byte[] bytes, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
