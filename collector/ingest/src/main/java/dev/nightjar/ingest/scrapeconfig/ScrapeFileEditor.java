package dev.nightjar.ingest.scrapeconfig;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Objects;

/** Adds a job to a scrape file that people write: durably, and whole or not at all. */
public final class ScrapeFileEditor {
    private ScrapeFileEditor() {}

    /**
     * Writes the file anew beside itself and puts that in its place; its owner and rights stay.
     *
     * @param entry of the list {@code scrape_configs}, not indented
     * @throws RefusedJobException where it cannot be added, or another changed the file meanwhile
     * @throws IOException where the file cannot be read or written
     */
    public static void add(Path file, String entry) throws IOException, RefusedJobException {
        Path real = file.toRealPath();
        Path folder = Objects.requireNonNull(real.getParent(), "a file lies in a folder");
        String before = Files.readString(real);
        replace(file, before, AddedJob.into(file.toString(), before, folder, entry));
    }

    /** Refuses where the file does not say {@code before} any more. */
    static void replace(Path file, String before, String after) throws IOException, RefusedJobException {
        Path real = file.toRealPath();
        Path folder = Objects.requireNonNull(real.getParent(), "a file lies in a folder");
        Path next = Files.createTempFile(folder, "." + real.getFileName() + ".", ".new");
        try {
            write(next, after);
            takeRights(real, next);
            if (!Files.readString(real).equals(before)) {
                throw new RefusedJobException(file + " was changed by another meanwhile; look at it and try again");
            }
            Files.move(next, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
        try (FileChannel entries = FileChannel.open(folder)) {
            entries.force(true);
        }
    }

    private static void write(Path file, String text) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
    }

    /** Whoever could read the file must be able to read the new one. */
    private static void takeRights(Path from, Path to) throws IOException {
        PosixFileAttributes rights = Files.readAttributes(from, PosixFileAttributes.class);
        Files.setPosixFilePermissions(to, rights.permissions());
        if (!Files.getOwner(to).equals(rights.owner())) {
            Files.setOwner(to, rights.owner());
        }
    }
}
