package dev.nightjar.agent;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that files go by in their folders right now, by what the files are; each folder is listed once. */
final class Listings {
    private final Map<Path, Map<String, Path>> byFolder = new HashMap<>();

    /** Those of the folder that {@code of} was in; throws where nobody may look into it. */
    Map<String, Path> siblings(Checkpoint of) throws IOException {
        Path folder = folder(of);
        if (folder == null) {
            return Map.of();
        }
        Map<String, Path> names = byFolder.get(folder);
        if (names == null) {
            names = list(folder);
            byFolder.put(folder, names);
        }
        return names;
    }

    /** To be listed again. */
    void forget(Checkpoint of) {
        byFolder.remove(folder(of));
    }

    private static @Nullable Path folder(Checkpoint of) {
        return Path.of(of.path()).toAbsolutePath().getParent();
    }

    private static Map<String, Path> list(Path folder) throws IOException {
        Map<String, Path> names = new HashMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                BasicFileAttributes attributes = attributes(entry);
                if (attributes != null && attributes.isRegularFile()) {
                    names.put(key(entry, attributes), entry);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return names;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    /** What a file is (device and inode), whatever it is called. */
    static String key(Path path, BasicFileAttributes attributes) {
        Object key = attributes.fileKey();
        return key == null ? path.toString() : key.toString();
    }

    /** Null where the file was rotated away between listing and looking; or is a link in a circle, nobody's file. */
    static @Nullable BasicFileAttributes attributes(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class);
        } catch (IOException e) {
            return null;
        }
    }
}
