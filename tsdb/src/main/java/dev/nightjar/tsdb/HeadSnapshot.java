package dev.nightjar.tsdb;

import dev.nightjar.tsdb.chunk.ByteSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The file that holds the head as of a checkpoint, page by page, each as of an entry of the log: replay gives a page's
 * series only the entries from there on, so pages may be written while samples come in. See
 * {@code docs/formats/tsdb-log.md}.
 */
final class HeadSnapshot {
    static final String SUFFIX = ".head";
    static final long MAGIC = 0x3144414548534A4EL; // "NJSHEAD1"
    static final int HEADER_BYTES = 32;
    static final int BLOCK_HEADER_BYTES = 16;

    /**
     * Which part of the log goes on from a snapshot, and from which entry on each page takes part in it; of a page that
     * is lost, from the first.
     */
    record Loaded(WriteAheadLog.Mark mark, long[] pageEntry, boolean damaged) {
        /** Whether the series' page does not know the entry yet. */
        boolean isNew(int series, long entry) {
            int page = series >>> HeadPage.BITS;
            return page >= pageEntry.length || entry >= pageEntry[page];
        }

        /** Whether the series' page is not there, though it may have been written. */
        boolean isLost(int series) {
            int page = series >>> HeadPage.BITS;
            return damaged && (page >= pageEntry.length || pageEntry[page] == 0);
        }
    }

    /** One page and the first entry of the log that is not in it. */
    interface Pages {
        long write(int page, ByteSink to);
    }

    private HeadSnapshot() {}

    private static final Pattern NAME = Pattern.compile("\\d{12,18}\\.head");
    private static final Pattern NAME_OR_PARITY = Pattern.compile("\\d{12,18}\\.head(\\.parity)?");

    static Path file(Path directory, long sequence) {
        return directory.resolve(String.format("%012d%s", sequence, SUFFIX));
    }

    /** Writes and syncs the file under a name that does not count yet; {@link #publish} makes it count. */
    static Path write(Path directory, WriteAheadLog.Mark mark, int pageCount, Pages pages) throws IOException {
        Path unfinished = directory.resolve("unfinished");
        try (FileChannel channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            ByteSink out = new ByteSink(1 << 20);
            out.writeLong(MAGIC);
            out.writeLong(mark.sequence());
            out.writeLong(mark.entry());
            out.writeInt(pageCount);
            out.writeInt(checksum(out.bytes(), 0, HEADER_BYTES - 4));
            for (int page = 0; page < pageCount; page++) {
                int at = out.size();
                out.writeLong(0);
                out.writeLong(0);
                long entry = pages.write(page, out);
                int end = out.size();
                out.size(at + 8);
                out.writeLong(entry);
                out.size(end);
                out.putInt(at, end - at - BLOCK_HEADER_BYTES);
                out.putInt(at + 4, checksum(out.bytes(), at + 8, end - at - 8));
                if (end > 1 << 19) {
                    drain(out, channel);
                }
            }
            drain(out, channel);
            channel.force(true);
        }
        return unfinished;
    }

    private static void drain(ByteSink out, FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(out.bytes(), 0, out.size());
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        out.clear();
    }

    /** From now on this is the snapshot; older ones are deleted. Its parity follows, without which it is as good. */
    static void publish(Path unfinished, WriteAheadLog.Mark mark) throws IOException {
        Path directory = Objects.requireNonNull(unfinished.getParent());
        Path file = file(directory, mark.sequence());
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        Directories.sync(directory);
        for (Path old : list(directory, NAME_OR_PARITY)) {
            if (!old.equals(file)) {
                Files.delete(old);
            }
        }
        HeadParity.write(file);
    }

    private static List<Path> list(Path directory, Pattern name) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(
                            file -> name.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    static int checksum(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    /** Fills an empty head from the newest snapshot, as far as it is whole; null if there is none. */
    static @Nullable Loaded load(Path directory, Head head, Damages damages) throws IOException {
        Files.deleteIfExists(directory.resolve("unfinished"));
        if (list(directory, NAME).isEmpty()) {
            HeadParity.restoreMissing(directory, damages);
        }
        List<Path> files = list(directory, NAME);
        if (files.isEmpty()) {
            return null;
        }
        Path file = files.getLast();
        HeadSnapshotReader reader = new HeadSnapshotReader(file, head, damages);
        if (!reader.isWhole() && HeadParity.restore(file, damages)) {
            reader = new HeadSnapshotReader(file, head, damages);
        }
        return reader.read();
    }
}
