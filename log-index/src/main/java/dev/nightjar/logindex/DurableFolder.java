package dev.nightjar.logindex;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What the JDK's files lack for durability: names on the disk, writes and reads in full, folders deleted whole. */
final class DurableFolder {
    private DurableFolder() {}

    static void create(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            Path parent = folder.toAbsolutePath().getParent();
            if (parent != null) {
                syncNames(parent);
            }
        }
    }

    /** Makes the names of new or deleted files in {@code folder} survive a power failure. */
    static void syncNames(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static void writeFully(FileChannel channel, ByteBuffer bytes, long offset) throws IOException {
        long at = offset;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    static byte[] readFully(FileChannel channel, Path file, long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            int read = channel.read(bytes, offset + bytes.position());
            if (read < 0) {
                throw LogIndexException.corrupt(
                        file, offset, "the file ends after " + bytes.position() + " of " + length + " bytes");
            }
        }
        return bytes.array();
    }

    /** Writes a small file so that it is there whole or not at all. */
    static void writeWhole(Path file, byte[] bytes, int length) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            writeFully(channel, ByteBuffer.wrap(bytes, 0, length), 0);
            channel.force(true);
        }
        Files.move(
                temporary,
                file,
                java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        syncNames(file.resolveSibling("."));
    }

    static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /** What the files below take; those that go meanwhile do not count. */
    static long bytes(Path folder) throws IOException {
        long bytes = 0;
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.toList();
        } catch (UncheckedIOException e) {
            return 0;
        }
        for (Path file : files) {
            try {
                bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
            } catch (NoSuchFileException e) {
                // gone meanwhile
            }
        }
        return bytes;
    }

    static void deleteTree(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(folder)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }
}
