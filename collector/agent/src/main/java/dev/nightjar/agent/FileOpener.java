package dev.nightjar.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Opens files by what they are, plain or compressed, and remembers which could not be read. */
final class FileOpener {
    /**
     * Whoever is given it closes {@code bytes}.
     *
     * @param made nanoseconds since the epoch, as the file system says; its time of writing where it does not know
     */
    record Opened(String key, FileBytes bytes, long made) {}

    private static final Pattern COMPRESSED = Pattern.compile(".*\\.(?:gz|zst|xz)");
    private static final Pattern UNREADABLE = Pattern.compile(".*\\.(?:bz2|zip|lz4)");

    private final Complaints complaints;

    /** Size at which a compressed file could not be read: it is being written. */
    private final Map<String, Long> failedAt = new HashMap<>();

    FileOpener(Complaints complaints) {
        this.complaints = complaints;
    }

    /** Empty where {@code path} leads to another file by now. */
    Optional<Opened> openAs(String key, Path path) throws IOException {
        FileBytes bytes;
        try {
            bytes = FileBytes.open(path);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        BasicFileAttributes attributes = Listings.attributes(path);
        if (attributes != null && key.equals(Listings.key(path, attributes))) {
            return Optional.of(new Opened(key, bytes, attributes.creationTime().to(TimeUnit.NANOSECONDS)));
        }
        bytes.close();
        return Optional.empty();
    }

    /** Empty where the file cannot be read, said once, was renamed, or is compressed and still being written. */
    Optional<Opened> open(String key, Path path) throws IOException {
        String name = path.toString();
        if (UNREADABLE.matcher(name).matches()) {
            complaints.of(path, "not supported yet: files compressed otherwise than by gzip, xz or zstd");
            return Optional.empty();
        }
        if (isCompressed(path)) {
            long size;
            try {
                size = Files.size(path);
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
            Long failed = failedAt.get(key);
            if (size < CompressedBytes.HEAD_BYTES || (failed != null && failed == size)) {
                return Optional.empty(); // not asked again until it has another size
            }
            try {
                return openAs(key, path);
            } catch (IOException e) {
                failedAt.put(key, size);
                complaints.of(path, e.toString());
                return Optional.empty();
            }
        }
        return openAs(key, path);
    }

    /** By its name. */
    static boolean isCompressed(Path path) {
        return COMPRESSED.matcher(path.toString()).matches();
    }

    /** Whether a compressed file could not be read when it was tried last. */
    boolean cannotRead(String key) {
        return failedAt.containsKey(key);
    }

    void forgetFailedBut(Set<String> keys) {
        failedAt.keySet().retainAll(keys);
    }
}
