package dev.nightjar.tsdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Does to a store's directory what disks and crashes do. */
final class Disks {
    private Disks() {}

    /** Copies the files of a store that is running; what vanishes meanwhile is left out. */
    static void copy(Path from, Path to) throws IOException {
        List<Path> found;
        try (Stream<Path> files = Files.walk(from)) {
            found = files.toList();
        }
        for (Path file : found) {
            Path target = to.resolve(from.relativize(file).toString());
            try {
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            } catch (NoSuchFileException e) {
                // deleted between listing and copying
            }
        }
    }

    static List<Path> logFiles(Path store) throws IOException {
        try (Stream<Path> files = Files.list(store.resolve("log"))) {
            return files.sorted().toList();
        }
    }
}
