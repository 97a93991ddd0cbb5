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

    private static final Pattern COMPRESSED = Pattern.compile(".*\\.(?:gz|zst|xz)");
    private static final Pattern UNREADABLE = Pattern.compile(".*\\.(?:bz2|zip|lz4)");

    /** Files shipped to their end, of which a copy would be known. */
    private static final int MOST_ENDED = 1000;

    /** A folder is listed so often where files are renamed in it while it is read. */
    private static final int MOST_LISTINGS = 5;

    private final List<LogSource> sources;
    private final Map<String, TailedFile> byKey = new LinkedHashMap<>();
    private final ArrayDeque<Checkpoint> ended = new ArrayDeque<>();
    private final Set<String> copies = new HashSet<>();
    private final Map<String, Long> failedAt = new HashMap<>();
    private final AtomicLong vanished = new AtomicLong();
    private final Set<Path> complained = new HashSet<>();
    private FileTime seenUntil = FileTime.fromMillis(0);

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
     * The youngest time of writing that any tailed file had when they were looked for last: what was begun after that
     * look was written later.
     */
    FileTime seenUntil() {
        return seenUntil;
    }

    /**
     * Opens the files that were tailed before, under whatever name they go by in their folder now, or compressed; and
     * those that came and were rotated away since the last look.
     */
    void resume(List<Checkpoint> checkpoints, FileTime lastSeenUntil, Instant now) throws IOException {
        seenUntil = lastSeenUntil;
        Map<Path, Map<String, Path>> listings = new HashMap<>();
        List<Checkpoint> gone = new ArrayList<>();
        for (Checkpoint checkpoint : checkpoints) {
            if (checkpoint.ended()) {
                ended.add(checkpoint);
            } else if (!reopened(checkpoint, listings, now)) {
                gone.add(checkpoint);
            }
        }
        for (Checkpoint checkpoint : gone) {
            if (!resumeCopy(checkpoint, siblings(checkpoint, listings), now)) {
                vanished(checkpoint);
            }
        }
        Set<String> asked = new HashSet<>();
        for (Checkpoint checkpoint : checkpoints) {
            if (asked.add(checkpoint.path())) {
                missed(checkpoint, siblings(checkpoint, listings), now);
            }
        }
    }

    /**
     * False where the file is gone; or was emptied and written anew, or another got its inode: what begins differently
     * is a new file, and found as one, and what was left of the old one is in its copy.
     */
    private boolean reopened(Checkpoint checkpoint, Map<Path, Map<String, Path>> listings, Instant now)
            throws IOException {
        for (int listing = 0; listing < MOST_LISTINGS; listing++) {
            Path name = siblings(checkpoint, listings).get(checkpoint.key());
            Optional<FileBytes> bytes = name == null ? Optional.empty() : openedAs(checkpoint.key(), name);
            if (bytes.isPresent()) {
                if (TailedFile.isStill(checkpoint, bytes.get())) {
                    byKey.put(checkpoint.key(), TailedFile.of(bytes.get(), asOf(checkpoint), checkpoint, now));
                    return true;
                }
                bytes.get().close();
                return false;
            }
            listings.remove(folder(checkpoint)); // perhaps it was renamed between listing and opening
        }
        return false;
    }

    private static @Nullable Path folder(Checkpoint of) {
        return Path.of(of.path()).toAbsolutePath().getParent();
    }

    private static Map<String, Path> siblings(Checkpoint of, Map<Path, Map<String, Path>> listings) throws IOException {
        Path folder = folder(of);
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

    /** Goes on in the copy that rotation made of a file that is gone; false where there is none. */
    private boolean resumeCopy(Checkpoint gone, Map<String, Path> siblings, Instant now) throws IOException {
        for (Map.Entry<String, Path> each : siblings.entrySet()) {
            Optional<FileBytes> copy =
                    byKey.containsKey(each.getKey()) || !LogSource.isRotationOf(each.getValue(), Path.of(gone.path()))
                            ? Optional.empty()
                            : opened(each.getKey(), each.getValue());
            if (copy.isPresent() && TailedFile.isCopy(gone, copy.get())) {
                LOG.info(
                        "{} holds what was {}; going on at byte {}", each.getValue(), gone.path(), gone.acknowledged());
                byKey.put(each.getKey(), TailedFile.of(copy.get(), asOf(gone), gone.movedTo(each.getKey()), now));
                return true;
            }
            if (copy.isPresent()) {
                copy.get().close();
            }
        }
        return false;
    }

    private void vanished(Checkpoint gone) {
        vanished.incrementAndGet();
        LOG.warn(
                "the file that was {} is gone; if it held anything after byte {}, that is not shipped",
                gone.path(),
                gone.acknowledged());
    }

    /** What was begun and rotated away between two looks, or while no agent ran: written to after the last look. */
    private boolean missed(Checkpoint of, Map<String, Path> siblings, Instant now) throws IOException {
        boolean found = false;
        for (Map.Entry<String, Path> each : siblings.entrySet()) {
            boolean unknown = !byKey.containsKey(each.getKey()) && !copies.contains(each.getKey());
            if (unknown && LogSource.isRotationOf(each.getValue(), Path.of(of.path())) && isNew(each.getValue())) {
                Optional<FileBytes> bytes = opened(each.getKey(), each.getValue());
                if (bytes.isPresent()) {
                    found |= take(each.getKey(), bytes.get(), asOf(of), each.getValue(), of.path(), now);
                }
            }
        }
        return found;
    }

    private boolean isNew(Path file) throws IOException {
        BasicFileAttributes attributes = attributes(file);
        return attributes != null && attributes.lastModifiedTime().compareTo(seenUntil) > 0;
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
        boolean changed = startOver(now);
        Set<String> inPlace = new HashSet<>();
        FileTime youngest = seenUntil;
        for (LogSource source : sources) {
            for (Path path : source.find()) {
                BasicFileAttributes attributes = attributes(path);
                if (attributes != null && attributes.isRegularFile()) {
                    String key = key(path, attributes);
                    inPlace.add(key);
                    changed |= openIfNew(key, path, source.files(), now);
                    if (attributes.lastModifiedTime().compareTo(youngest) > 0) {
                        youngest = attributes.lastModifiedTime();
                    }
                }
            }
        }
        copies.retainAll(inPlace);
        failedAt.keySet().retainAll(inPlace);
        List<Checkpoint> rotated = new ArrayList<>();
        for (Iterator<TailedFile> each = byKey.values().iterator(); each.hasNext(); ) {
            TailedFile file = each.next();
            changed |= file.learnHead();
            if (inPlace.contains(file.checkpoint().key())) {
                file.backInPlace();
            } else {
                if (file.rotatedAway()) {
                    rotated.add(file.checkpoint());
                }
                if (file.isDone(now)) {
                    file.close();
                    each.remove();
                    remember(file.checkpoint().withEnd());
                    changed = true;
                }
            }
        }
        Map<Path, Map<String, Path>> listings = new HashMap<>();
        for (Checkpoint each : rotated) {
            changed |= missed(each, siblings(each, listings), now);
        }
        seenUntil = youngest;
        return changed;
    }

    /** Notices files that were emptied; what had not been shipped by then is in their copies. */
    private boolean startOver(Instant now) throws IOException {
        boolean changed = false;
        for (TailedFile file : List.copyOf(byKey.values())) {
            boolean behind = file.wasBehind();
            Optional<Checkpoint> before = file.emptied();
            if (before.isPresent()) {
                changed = true;
                if (!resumeCopy(before.get(), siblings(before.get(), new HashMap<>()), now)) {
                    remember(before.get().withEnd());
                    if (behind) {
                        vanished(before.get());
                    }
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

    /** Empty where {@code path} leads to another file by now. */
    private static Optional<FileBytes> openedAs(String key, Path path) throws IOException {
        FileBytes bytes;
        try {
            bytes = FileBytes.open(path);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        BasicFileAttributes attributes = attributes(path);
        if (attributes != null && key.equals(key(path, attributes))) {
            return Optional.of(bytes);
        }
        bytes.close();
        return Optional.empty();
    }

    /** Empty where the file cannot be read, said once, was renamed, or is compressed and still being written. */
    private Optional<FileBytes> opened(String key, Path path) throws IOException {
        String name = path.toString();
        if (UNREADABLE.matcher(name).matches()) {
            complain(path, "not supported yet: files compressed otherwise than by gzip, xz or zstd");
            return Optional.empty();
        }
        if (COMPRESSED.matcher(name).matches()) {
            long size = Files.size(path);
            Long failed = failedAt.get(key);
            if (failed != null && failed == size) {
                return Optional.empty(); // not asked again until it has another size
            }
            try {
                return openedAs(key, path);
            } catch (IOException e) {
                failedAt.put(key, size);
                complain(path, e.toString());
                return Optional.empty();
            }
        }
        return openedAs(key, path);
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
