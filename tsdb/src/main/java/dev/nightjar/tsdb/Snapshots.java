package dev.nightjar.tsdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Makes copies of the running store that are stores of their own, in {@code snapshots/}.
 *
 * <p>The order is what makes a copy whole. First a checkpoint, so that the log is short; its head file is linked. Then
 * RocksDB's checkpoint, which links its files. Last the log from the checkpoint on, copied and not linked, since its
 * files are used again. So the log in a copy is never behind what its RocksDB and its head know, which is all that a
 * start after a crash relies on. Entries that are in RocksDB already are replayed into the same chunks.
 */
final class Snapshots {
    private static final String UNFINISHED = ".unfinished";
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Path directory;
    private final Path snapshots;
    private final Checkpoints checkpoints;
    private final ChunkStore store;
    private final WriteAheadLog log;
    private final InstantSource clock;
    private final RandomGenerator random;

    Snapshots(
            Path directory,
            Checkpoints checkpoints,
            ChunkStore store,
            WriteAheadLog log,
            InstantSource clock,
            RandomGenerator random) {
        this.directory = directory;
        this.snapshots = directory.resolve("snapshots");
        this.checkpoints = checkpoints;
        this.store = store;
        this.log = log;
        this.clock = clock;
        this.random = random;
    }

    /** Returns the name of the folder; a folder that is there under such a name is whole and durable. */
    String make(boolean skipHead) throws IOException {
        String name = "%s-%016x".formatted(NAME.format(clock.instant()), random.nextLong());
        Path unfinished = Files.createDirectories(snapshots).resolve(name + UNFINISHED);
        try {
            Files.createDirectory(unfinished);
            checkpoints.copyAfterCheckpoint(mark -> copy(mark, skipHead, unfinished));
            Directories.sync(unfinished);
            Files.move(unfinished, snapshots.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            Directories.sync(snapshots);
            Directories.sync(directory);
            return name;
        } catch (IOException | RuntimeException e) {
            FileTree.delete(unfinished);
            throw e;
        }
    }

    /** What a crash left half made. */
    void deleteUnfinished() throws IOException {
        if (!Files.isDirectory(snapshots)) {
            return;
        }
        List<Path> left;
        try (Stream<Path> found = Files.list(snapshots)) {
            left = found.filter(path -> path.toString().endsWith(UNFINISHED)).toList();
        }
        for (Path path : left) {
            FileTree.delete(path);
        }
    }

    private void copy(WriteAheadLog.Mark mark, boolean skipHead, Path to) throws IOException {
        store.linkTo(to.resolve("chunks"));
        store.parity().linkTo(to.resolve("parity"));
        Path head = Files.createDirectory(to.resolve("head"));
        Path logs = Files.createDirectory(to.resolve("log"));
        if (skipHead) {
            WriteAheadLog.Mark end = new WriteAheadLog.Mark(mark.sequence(), log.nextEntry());
            HeadSnapshot.publish(HeadSnapshot.write(head, end, 0, (page, out) -> 0), end);
        } else {
            Path file = HeadSnapshot.file(directory.resolve("head"), mark.sequence());
            link(file, HeadSnapshot.file(head, mark.sequence()));
            for (LogReplay.Segment segment : log.segments()) {
                copy(
                        LogSegment.file(directory.resolve("log"), segment.sequence()),
                        segment.bytes(),
                        LogSegment.file(logs, segment.sequence()));
            }
        }
        Directories.sync(head);
        Directories.sync(logs);
    }

    private static void link(Path file, Path to) throws IOException {
        try {
            Files.createLink(to, file);
        } catch (UnsupportedOperationException e) {
            copy(file, Files.size(file), to);
        }
    }

    private static void copy(Path file, long bytes, Path to) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
            long left = bytes;
            while (left > 0) {
                buffer.clear().limit((int) Math.min(left, buffer.capacity()));
                int got = in.read(buffer);
                if (got < 0) {
                    throw new IOException(file + " is shorter than the " + bytes + " bytes that were written to it");
                }
                left -= got;
                buffer.flip();
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
            }
            out.force(true);
        }
    }
}
