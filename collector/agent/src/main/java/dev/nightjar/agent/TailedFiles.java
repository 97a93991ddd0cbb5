package dev.nightjar.agent;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files being tailed, known by what they are (device and inode), not by what they are called. */
final class TailedFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TailedFiles.class);

    private final List<LogSource> sources;
    private final Map<String, TailedFile> byKey = new LinkedHashMap<>();
    private final AtomicLong vanished = new AtomicLong();
    private final Set<Path> unreadable = new HashSet<>();

    TailedFiles(List<LogSource> sources) {
        this.sources = List.copyOf(sources);
    }

    Collection<TailedFile> all() {
        return byKey.values();
    }

    /** Files, perhaps with unshipped lines, that were gone when the agent came back. */
    long vanished() {
        return vanished.get();
    }

    /** Opens the files that were tailed before, under whatever name they go by in their folder now. */
    void resume(List<Checkpoint> checkpoints, Instant now) throws IOException {
        Map<Path, Map<String, Path>> listings = new HashMap<>();
        for (Checkpoint checkpoint : checkpoints) {
            Path folder = Path.of(checkpoint.path()).toAbsolutePath().getParent();
            if (folder == null) {
                continue;
            }
            Map<String, Path> names = listings.get(folder);
            if (names == null) {
                names = list(folder);
                listings.put(folder, names);
            }
            Path name = names.get(checkpoint.key());
            if (name != null) {
                byKey.put(checkpoint.key(), TailedFile.open(name, checkpoint, now));
            } else {
                vanished.incrementAndGet();
                LOG.warn(
                        "the file that was {} is gone; if it held anything after byte {}, that is not shipped",
                        checkpoint.path(),
                        checkpoint.acknowledged());
            }
        }
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
        }
        return names;
    }

    private static String key(Path path, BasicFileAttributes attributes) {
        Object key = attributes.fileKey();
        return key == null ? path.toString() : key.toString();
    }

    private static @org.jspecify.annotations.Nullable BasicFileAttributes attributes(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return null; // rotated away between listing and looking
        }
    }

    /** Opens new files, notices rotated ones, lets go of those shipped to their end; true where the set changed. */
    boolean scan(Instant now) throws IOException {
        boolean changed = false;
        Set<String> inPlace = new HashSet<>();
        for (LogSource source : sources) {
            for (Map.Entry<String, Path> entry : list(source.folder()).entrySet()) {
                if (source.wants(entry.getValue())) {
                    inPlace.add(entry.getKey());
                    changed |= openIfNew(entry.getKey(), entry.getValue(), now);
                }
            }
        }
        for (Iterator<TailedFile> each = byKey.values().iterator(); each.hasNext(); ) {
            TailedFile file = each.next();
            if (inPlace.contains(file.checkpoint().key())) {
                file.backInPlace();
            } else {
                file.rotatedAway();
                if (file.isDone(now)) {
                    file.close();
                    each.remove();
                    changed = true;
                }
            }
        }
        return changed;
    }

    private boolean openIfNew(String key, Path path, Instant now) {
        if (byKey.containsKey(key)) {
            return false;
        }
        try {
            byKey.put(key, TailedFile.open(path, TailedFile.fresh(key, path), now));
            unreadable.remove(path);
            return true;
        } catch (IOException e) {
            if (unreadable.add(path)) {
                LOG.warn("{} cannot be tailed: {} (said once until it works)", path, e.toString());
            }
            return false;
        }
    }

    @Override
    public void close() {
        for (TailedFile file : byKey.values()) {
            try {
                file.close();
            } catch (IOException e) {
                LOG.debug("closing {} failed", file.checkpoint().path(), e);
            }
        }
        byKey.clear();
    }
}
