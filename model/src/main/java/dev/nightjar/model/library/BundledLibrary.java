package dev.nightjar.model.library;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Loads a native library that a jar brings with it. It lies on the disk, in a folder that only this user may look into, no
 * longer than loading takes: what a library's own loader leaves there to the end of the process stays for ever where the
 * process is killed, and RocksDB's is 17 MB.
 */
public final class BundledLibrary {
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
            Path folder = Files.createTempDirectory("nightjar-");
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

    private static void delete(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
