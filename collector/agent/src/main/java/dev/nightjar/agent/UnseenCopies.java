package dev.nightjar.agent;

import dev.nightjar.agent.Listings.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what was begun and rotated away without having been seen under its live name: a file under a name that rotation
 * gives, which was not in its folder at the last look, and was written to since. What is there when an agent first looks
 * is none of its. A folder is listed only where something was made, renamed or deleted in it.
 */
final class UnseenCopies {
    /** So long a file may take to be whole that was seen while it was compressed. */
    private static final Duration COMPRESSING_TAKES = Duration.ofMinutes(2);

    /** Of old copies so many are known by what they hold; each takes two reads at the first look. */
    private static final int MOST_OLD = 500;

    /** Folders that are not there any more, of which it is remembered what they held. */
    private static final int MOST_FOLDERS = 2000;

    private final LogSources sources;
    private final FileOpener opener;
    private final OpenFiles open;
    private final PastFiles past;
    private final GoneFiles gone;
    private final Intake intake;
    private final Complaints complaints;
    private final Map<Path, WatchedFolder> folders = new HashMap<>();
    private FileTime began = FileTime.fromMillis(0);

    UnseenCopies(
            LogSources sources,
            FileOpener opener,
            OpenFiles open,
            PastFiles past,
            GoneFiles gone,
            Intake intake,
            Complaints complaints) {
        this.sources = sources;
        this.opener = opener;
        this.open = open;
        this.past = past;
        this.gone = gone;
        this.intake = intake;
        this.complaints = complaints;
    }

    /** Takes up where the last agent was; what is in folders that were there and that it did not know is old. */
    void begin(Map<Path, FileTime> seenUntil, Instant now) {
        began = FileTime.from(now);
        seenUntil.forEach((folder, until) -> folders.put(folder, WatchedFolder.seenBefore(until)));
        Optional<FileTime> lastLook = seenUntil.values().stream().max(Comparator.naturalOrder());
        for (Path folder : sources.folders()) {
            if (!folders.containsKey(folder)) {
                try {
                    boolean madeSince = lastLook.isPresent() && wasMadeAfter(lastLook.get(), folder);
                    folders.put(folder, madeSince ? WatchedFolder.seenBefore(lastLook.get()) : firstSeen(folder, now));
                } catch (IOException e) {
                    complaints.of(folder, e.toString());
                }
            }
        }
    }

    private static boolean wasMadeAfter(FileTime time, Path folder) {
        BasicFileAttributes is = Listings.attributes(folder);
        return is != null && is.creationTime().compareTo(time) > 0;
    }

    private WatchedFolder firstSeen(Path folder, Instant now) throws IOException {
        List<Entry> files = Listings.files(folder);
        WatchedFolder watched = new WatchedFolder();
        watched.listed(Listings.attributes(folder), files, now);
        List<Entry> old = files.stream()
                .filter(each -> RotatedName.isRotated(each.path()))
                .sorted(Comparator.comparing((Entry each) -> each.is().lastModifiedTime())
                        .reversed())
                .toList();
        for (Entry each : old) {
            watched.settle(each);
        }
        for (Entry each : old.subList(0, Math.min(MOST_OLD, old.size()))) {
            Optional<String> original = originalOf(each.path());
            if (original.isPresent() && !FileOpener.isCompressed(each.path())) {
                Optional<FileOpener.Opened> file = opener.openAs(each.key(), each.path());
                if (file.isPresent()) {
                    try (FileBytes bytes = file.get().bytes()) {
                        past.remember(TailedFile.untailed(each.key(), bytes, original.get()));
                    }
                }
            }
        }
        return watched;
    }

    /** Until when each folder's files are known. */
    Map<Path, FileTime> seenUntil() {
        Map<Path, FileTime> all = new HashMap<>();
        folders.forEach((folder, watched) -> all.put(folder, watched.seenUntil()));
        return all;
    }

    /** Whether {@code file} was written to after the last look, as far as its folder is known. */
    boolean isNew(Path file) {
        BasicFileAttributes is = Listings.attributes(file);
        Path folder = folder(file);
        WatchedFolder in = folder == null ? null : folders.get(folder);
        return is != null && in != null && in.isNew(is.lastModifiedTime());
    }

    /**
     * After live names were looked at: true where there was one, or a copy.
     *
     * @param inPlace keys of what goes by a tailed name
     */
    boolean look(Set<String> inPlace, Instant now) {
        boolean found = false;
        Set<Path> there = sources.folders();
        for (Path folder : there) {
            WatchedFolder watched = folders.computeIfAbsent(folder, unknown -> WatchedFolder.seenBefore(began));
            try {
                found |= look(folder, watched, inPlace, now);
            } catch (IOException e) {
                complaints.of(folder, e.toString());
            }
        }
        if (folders.size() > MOST_FOLDERS) {
            folders.keySet().retainAll(there);
        }
        return found;
    }

    private boolean look(Path folder, WatchedFolder watched, Set<String> inPlace, Instant now) throws IOException {
        BasicFileAttributes is = Listings.attributes(folder);
        if (is == null || watched.isAsItWas(is, now)) {
            return false;
        }
        boolean found = false;
        List<Entry> files = Listings.files(folder);
        // the oldest first: equal lines keep their order
        List<Entry> rotated = files.stream()
                .filter(each -> RotatedName.isRotated(each.path()) && !inPlace.contains(each.key()))
                .sorted(Comparator.comparing(each -> each.is().lastModifiedTime()))
                .toList();
        Set<String> keys = new HashSet<>();
        rotated.forEach(each -> keys.add(each.key()));
        for (Entry each : rotated) {
            if (open.has(each.key())) {
                watched.settle(each);
            } else if (watched.mayBeNew(each)) {
                found |= look(each, watched, keys, now);
            }
        }
        watched.listed(is, files, now);
        return found;
    }

    private boolean look(Entry entry, WatchedFolder in, Set<String> rotated, Instant now) throws IOException {
        Optional<String> original = originalOf(entry.path());
        if (original.isEmpty()) {
            in.settle(entry);
            return false;
        }
        Optional<FileOpener.Opened> file =
                gone.awaitsOneOf(original.get()) ? Optional.empty() : opener.open(entry.key(), entry.path());
        if (file.isPresent()) {
            Intake.Taken taken =
                    intake.take(file.get(), sources.asOf(original.get()), entry.path(), original.get(), rotated, now);
            if (taken != Intake.Taken.COPY_IN_THE_MAKING) {
                in.settle(entry);
                return true; // a copy, too: what was compressed to it is to be written down
            }
        }
        in.await(entry, now.plus(COMPRESSING_TAKES), now);
        return false;
    }

    private static @Nullable Path folder(Path file) {
        return file.toAbsolutePath().getParent();
    }

    /** Whether something was found that cannot be read yet. */
    boolean isAwaiting() {
        return folders.values().stream().anyMatch(WatchedFolder::isAwaiting);
    }

    /** The longest name that is tailed, or would be, of which rotation makes that of {@code rotated}. */
    private Optional<String> originalOf(Path rotated) {
        Set<String> names = new HashSet<>();
        RotatedName.original(rotated).filter(sources::mean).ifPresent(path -> names.add(path.toString()));
        for (String known : intake.originalsOf(rotated)) {
            if (Objects.equals(folder(rotated), folder(Path.of(known)))) {
                names.add(known);
            }
        }
        return names.stream().max(Comparator.comparingInt(String::length));
    }
}
