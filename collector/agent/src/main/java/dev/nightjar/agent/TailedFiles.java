package dev.nightjar.agent;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files being tailed, known by what they are (device and inode), not by what they are called. A file that begins
 * with what was shipped of another, under a name that rotation would give it, is that other one's copy.
 */
final class TailedFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TailedFiles.class);

    private static final Pattern UNREADABLE = Pattern.compile(".*\\.(?:bz2|xz|zip|lz4)");

    /** Files shipped to their end, of which a copy would be known. */
    private static final int MOST_ENDED = 1000;

    private final List<LogSource> sources;
    private final Map<String, TailedFile> byKey = new LinkedHashMap<>();
    private final ArrayDeque<Checkpoint> ended = new ArrayDeque<>();
    private final Set<String> copies = new HashSet<>();
    private final Map<String, Long> failedAt = new HashMap<>();
    private final AtomicLong vanished = new AtomicLong();
    private final Set<Path> complained = new HashSet<>();

    TailedFiles(List<LogSource> sources) {
        this.sources = List.copyOf(sources);
    }

    Collection<TailedFile> all() {
        return byKey.values();
    }

    /** What is to be written down. */
    List<Checkpoint> checkpoints() {
        List<Checkpoint> all = new ArrayList<>(ended);
        byKey.values().forEach(file -> all.add(file.checkpoint()));
        return all;
    }

    /** Entries of folders that the last scan looked at. */
    int looked() {
        return sources.stream().mapToInt(LogSource::looked).sum();
    }

    /** Files, perhaps with unshipped lines, that were gone when the agent came back. */
    long vanished() {
        return vanished.get();
    }

    /**
     * Opens the files that were tailed before, under whatever name they go by in their folder now, or compressed; and
     * those that came and were rotated away since {@code savedAt}.
     */
    void resume(List<Checkpoint> checkpoints, FileTime savedAt, Instant now) throws IOException {
        Map<Path, Map<String, Path>> listings = new HashMap<>();
        List<Checkpoint> gone = new ArrayList<>();
        for (Checkpoint checkpoint : checkpoints) {
            if (checkpoint.ended()) {
                ended.add(checkpoint);
                continue;
            }
            Path name = siblings(checkpoint, listings).get(checkpoint.key());
            if (name == null) {
                gone.add(checkpoint);
            } else {
                byKey.put(checkpoint.key(), TailedFile.of(FileBytes.open(name), asOf(checkpoint), checkpoint, now));
            }
        }
        for (Checkpoint checkpoint : gone) {
            resumeCopy(checkpoint, siblings(checkpoint, listings), now);
        }
        for (Checkpoint checkpoint : checkpoints) {
            missed(checkpoint, siblings(checkpoint, listings), savedAt, now);
        }
    }

    private static Map<String, Path> siblings(Checkpoint of, Map<Path, Map<String, Path>> listings) throws IOException {
        Path folder = Path.of(of.path()).toAbsolutePath().getParent();
        if (folder == null) {
            return Map.of();
        }
        Map<String, Path> names = listings.get(folder);
        if (names == null) {
            names = list(folder);
            listings.put(folder, names);
        }
        return names;
    }

    private void resumeCopy(Checkpoint gone, Map<String, Path> siblings, Instant now) throws IOException {
        for (Map.Entry<String, Path> each : siblings.entrySet()) {
            Optional<FileBytes> copy =
                    byKey.containsKey(each.getKey()) || !LogSource.isRotationOf(each.getValue(), Path.of(gone.path()))
                            ? Optional.empty()
                            : opened(each.getKey(), each.getValue());
            if (copy.isPresent() && TailedFile.isCopy(gone, copy.get())) {
                LOG.info(
                        "{} holds what was {}; going on at byte {}", each.getValue(), gone.path(), gone.acknowledged());
                byKey.put(each.getKey(), TailedFile.of(copy.get(), asOf(gone), gone.movedTo(each.getKey()), now));
                return;
            }
            if (copy.isPresent()) {
                copy.get().close();
            }
        }
        vanished.incrementAndGet();
        LOG.warn(
                "the file that was {} is gone; if it held anything after byte {}, that is not shipped",
                gone.path(),
                gone.acknowledged());
    }

    /** What was begun and rotated away while no agent ran: written to after the last one wrote down how far it was. */
    private void missed(Checkpoint of, Map<String, Path> siblings, FileTime savedAt, Instant now) throws IOException {
        for (Map.Entry<String, Path> each : siblings.entrySet()) {
            boolean unknown = !byKey.containsKey(each.getKey()) && !copies.contains(each.getKey());
            if (unknown
                    && LogSource.isRotationOf(each.getValue(), Path.of(of.path()))
                    && Files.getLastModifiedTime(each.getValue()).compareTo(savedAt) > 0) {
                Optional<FileBytes> bytes = opened(each.getKey(), each.getValue());
                if (bytes.isPresent()) {
                    take(each.getKey(), bytes.get(), asOf(of), each.getValue(), of.path(), now);
                }
            }
        }
    }

    private LogFiles asOf(Checkpoint checkpoint) {
        for (LogSource source : sources) {
            if (source.means(Path.of(checkpoint.path()))) {
                return source.files();
            }
        }
        return LogFiles.of(checkpoint.path()); // not tailed any more; what was begun is finished
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

    private static @Nullable BasicFileAttributes attributes(Path file) throws IOException {
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
            for (Path path : source.find()) {
                BasicFileAttributes attributes = attributes(path);
                if (attributes != null && attributes.isRegularFile()) {
                    String key = key(path, attributes);
                    inPlace.add(key);
                    changed |= openIfNew(key, path, source.files(), now);
                }
            }
        }
        copies.retainAll(inPlace);
        failedAt.keySet().retainAll(inPlace);
        for (Iterator<TailedFile> each = byKey.values().iterator(); each.hasNext(); ) {
            TailedFile file = each.next();
            changed |= file.learnHead();
            if (inPlace.contains(file.checkpoint().key())) {
                file.backInPlace();
            } else {
                file.rotatedAway();
                if (file.isDone(now)) {
                    file.close();
                    each.remove();
                    remember(file.checkpoint().withEnd());
                    changed = true;
                }
            }
        }
        return changed;
    }

    private void remember(Checkpoint shipped) {
        if (shipped.head().length() > 0) {
            ended.addLast(shipped);
            if (ended.size() > MOST_ENDED) {
                ended.removeFirst();
            }
        }
    }

    private boolean openIfNew(String key, Path path, LogFiles as, Instant now) {
        if (byKey.containsKey(key) || copies.contains(key)) {
            return false;
        }
        try {
            Optional<FileBytes> bytes = opened(key, path);
            return bytes.isPresent() && take(key, bytes.get(), as, path, path.toString(), now);
        } catch (IOException e) {
            complain(path, e.toString());
            return false;
        }
    }

    /** Tails a new file from its beginning; false where it is a copy of one that is, or was, tailed. */
    private boolean take(String key, FileBytes bytes, LogFiles as, Path path, String named, Instant now)
            throws IOException {
        if (isCopy(path, bytes)) {
            copies.add(key);
            bytes.close();
            return false;
        }
        byKey.put(key, TailedFile.of(bytes, as, Checkpoint.fresh(key, named), now));
        complained.remove(path);
        return true;
    }

    private boolean isCopy(Path path, FileBytes bytes) throws IOException {
        for (Checkpoint known : checkpoints()) {
            if (LogSource.isRotationOf(path, Path.of(known.path())) && TailedFile.isCopy(known, bytes)) {
                return true; // the rest of it, if any, is read from the original, which is still open
            }
        }
        return false;
    }

    /** Empty where the file cannot be read, said once, or is compressed and still being written. */
    private Optional<FileBytes> opened(String key, Path path) throws IOException {
        String name = path.toString();
        if (UNREADABLE.matcher(name).matches()) {
            complain(path, "not supported yet: files compressed otherwise than by gzip or zstd");
            return Optional.empty();
        }
        if (name.endsWith(".gz") || name.endsWith(".zst")) {
            long size = Files.size(path);
            Long failed = failedAt.get(key);
            if (failed != null && failed == size) {
                return Optional.empty(); // not asked again until it has another size
            }
            try {
                return Optional.of(FileBytes.open(path));
            } catch (IOException e) {
                failedAt.put(key, size);
                complain(path, e.toString());
                return Optional.empty();
            }
        }
        return Optional.of(FileBytes.open(path));
    }

    private void complain(Path path, String why) {
        if (complained.add(path)) {
            LOG.warn("{} cannot be tailed: {} (said once until it works)", path, why);
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
