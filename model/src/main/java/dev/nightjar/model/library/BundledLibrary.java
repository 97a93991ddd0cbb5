package dev.nightjar.model.library;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * Loads a native library that a jar brings with it. It lies on the disk, in a folder that only this user may look into, no
 * longer than loading takes: what a library's own loader leaves there to the end of the process stays for ever where the
 * process is killed, and RocksDB's is 17 MB.
 */
public final class BundledLibrary {
    private static final String PREFIX = "nightjar-library-";

    private static final Set<String> LOADED = new HashSet<>();

    /** What a library has to be loaded by. */
    public interface Loader {
        /** Writes the library to the folder and loads it from there. */
        void loadFrom(Path folder) throws IOException;
    }

    private BundledLibrary() {}

    /**
     * Does so once in a process.
     *
     * @param name tells one library from others
     * @throws UncheckedIOException if it cannot be written among the temporary files
     */
    public static synchronized void load(String name, Loader loader) {
        if (LOADED.contains(name)) {
            return;
        }
        try {
            Path folder = Files.createTempDirectory(PREFIX);
            deleteLeftovers(folder);
            try {
                loader.loadFrom(folder);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    name + " cannot be written to " + System.getProperty("java.io.tmpdir")
                            + " to be loaded: " + e.getMessage() + ". Make room there, or name another folder"
                            + " by -Djava.io.tmpdir.",
                    e);
        }
        LOADED.add(name);
    }

    /**
     * The same for a library whose loader writes where a system property says.
     *
     * @param property which is as it was afterwards
     * @param loader makes the library load itself
     */
    public static void loadBy(String property, String name, Runnable loader) {
        load(name, folder -> {
            String before = System.getProperty(property);
            System.setProperty(property, folder.toString());
            try {
                loader.run();
            } finally {
                if (before == null) {
                    System.clearProperty(property);
                } else {
                    System.setProperty(property, before);
                }
            }
        });
    }

    /** Those that were killed while they loaded, which takes no hour, have left theirs. */
    private static void deleteLeftovers(Path made) {
        try (DirectoryStream<Path> folders =
                Files.newDirectoryStream(made.resolve("..").normalize(), PREFIX + "*")) {
            Instant hourAgo = Files.getLastModifiedTime(made).toInstant().minus(Duration.ofHours(1));
            for (Path folder : folders) {
                if (Files.getLastModifiedTime(folder).toInstant().isBefore(hourAgo)) {
                    delete(folder);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // somebody else's, or gone meanwhile: loading does not depend on it
        }
    }

    private static void delete(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
