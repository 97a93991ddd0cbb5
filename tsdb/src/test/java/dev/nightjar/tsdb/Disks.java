package dev.nightjar.tsdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Does to a store's directory what disks and crashes do. */
final class Disks {
    private Disks() {}

    /** Copies the files of a store that is running, as a crash would leave them: again if any of them changed meanwhile. */
    static void copy(Path from, Path to) throws IOException {
        for (int attempt = 0; attempt < 20; attempt++) {
            Map<Path, Long> before = sizes(from);
            delete(to);
            for (Path file : before.keySet()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                try {
                    Files.copy(file, target);
                } catch (NoSuchFileException e) {
                    break;
                }
            }
            if (sizes(from).equals(before)) {
                return;
            }
        }
        throw new IOException(from + " does not come to rest");
    }

    private static Map<Path, Long> sizes(Path folder) throws IOException {
        Map<Path, Long> sizes = new TreeMap<>();
        List<Path> found;
        try (Stream<Path> files = Files.walk(folder)) {
            found = files.toList();
        } catch (UncheckedIOException e) {
            return sizes(folder);
        }
        for (Path file : found) {
            try {
                if (Files.isRegularFile(file)) {
                    sizes.put(file, Files.size(file));
                }
            } catch (NoSuchFileException e) {
                sizes.put(file, -1L);
            }
        }
        return sizes;
    }

    private static void delete(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    static List<Path> logFiles(Path store) throws IOException {
        try (Stream<Path> files = Files.list(store.resolve("log"))) {
            return files.sorted().toList();
        }
    }
}
