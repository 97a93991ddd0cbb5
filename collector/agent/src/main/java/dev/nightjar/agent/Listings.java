package dev.nightjar.agent;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The names that files go by in their folders right now, by what the files are; each folder is listed once. */
final class Listings {
    /** A regular file of a folder. */
    record Entry(Path path, BasicFileAttributes is) {
        String key() {
            return Listings.key(path, is);
        }

        /** Nanoseconds since the epoch. */
        long made() {
            return is.creationTime().to(TimeUnit.NANOSECONDS);
        }
    }

    private final Map<Path, Map<String, Path>> byFolder = new HashMap<>();

    /** Those of the folder that {@code of} was in; throws where nobody may look into it. */
    Map<String, Path> siblings(Checkpoint of) throws IOException {
        Path folder = folder(of);
        if (folder == null) {
            return Map.of();
        }
        Map<String, Path> names = byFolder.get(folder);
        if (names == null) {
            names = new HashMap<>();
            for (Entry each : files(folder)) {
                names.put(each.key(), each.path());
            }
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

    /** None where there is no such folder. */
    static List<Entry> files(Path folder) throws IOException {
        List<Entry> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                BasicFileAttributes attributes = attributes(entry);
                if (attributes != null && attributes.isRegularFile()) {
                    files.add(new Entry(entry, attributes));
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return files;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return files;
    }

    /** What a file is (device and inode), whatever it is called. */
    static String key(Path path, BasicFileAttributes attributes) {
        Object key = attributes.fileKey();
        return key == null ? path.toString() : key.toString();
    }

    /** The part of a {@link #key} that stays when the file's device gets another number. */
    static String inode(String key) {
        return key.substring(Math.max(0, key.indexOf("ino=")));
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
