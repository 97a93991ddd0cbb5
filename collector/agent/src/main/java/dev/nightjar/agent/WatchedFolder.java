package dev.nightjar.agent;

import dev.nightjar.agent.Listings.Entry;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was in one folder when it was looked at, by the file system's own clock, which may not be this host's. */
final class WatchedFolder {
    /** Another change may have the same time as the last one, as far as a file system tells. */
    private static final Duration SETTLES_AFTER = Duration.ofMinutes(1);

    /** Who compresses a file gives the result its time, perhaps in whole seconds, or two on some file systems. */
    private static final Duration COARSE = Duration.ofSeconds(2);

    private static final FileTime NEVER = FileTime.fromMillis(0);

    private final Set<String> settled = new HashSet<>();
    private final Map<String, Instant> awaited = new HashMap<>();
    private Set<String> inPlace = Set.of();
    private @Nullable FileTime changed;
    private Instant changedSince = Instant.MIN;
    private FileTime seenUntil = NEVER;
    private FileTime youngest = NEVER;

    /** One that was not looked into by this agent. */
    static WatchedFolder seenBefore(FileTime until) {
        WatchedFolder folder = new WatchedFolder();
        folder.seenUntil = until;
        folder.youngest = until;
        return folder;
    }

    /**
     * The youngest time of writing there was at the look before the last: what was begun and rotated away since the last
     * one began was written later. One file of a look may be looked at, rotated, and another be written to before that
     * is looked at.
     */
    FileTime seenUntil() {
        return seenUntil;
    }

    /** Whether nothing was made, renamed or deleted since the last look. */
    boolean isAsItWas(BasicFileAttributes folder, Instant now) {
        return folder.lastModifiedTime().equals(changed)
                && awaited.isEmpty()
                && Duration.between(changedSince, now).compareTo(SETTLES_AFTER) > 0;
    }

    /** Whether something in it is to be looked at again. */
    boolean isAwaiting() {
        return !awaited.isEmpty();
    }

    boolean isNew(FileTime written) {
        return written.compareTo(seenUntil) > 0;
    }

    /** Whether a file under a rotated name was not there at the last look, or could not be read, and may be new. */
    boolean mayBeNew(Entry rotated) {
        String is = identity(rotated);
        if (settled.contains(is)) {
            return false;
        }
        FileTime written = rotated.is().lastModifiedTime();
        FileTime since = FileTime.from(seenUntil.toInstant().minus(COARSE));
        boolean isNew = inPlace.contains(is) || awaited.containsKey(is) || written.compareTo(since) > 0;
        if (!isNew) {
            settle(rotated);
        }
        return isNew;
    }

    /** Nothing more is to be found out about it. */
    void settle(Entry rotated) {
        String is = identity(rotated);
        settled.add(is);
        awaited.remove(is);
    }

    /** It is looked at again until then. */
    void await(Entry rotated, Instant until, Instant now) {
        Instant end = awaited.computeIfAbsent(identity(rotated), unknown -> until);
        if (!now.isBefore(end)) {
            settle(rotated);
        }
    }

    /** @param folder what it was before {@code files} were listed */
    void listed(@Nullable BasicFileAttributes folder, List<Entry> files, Instant now) {
        FileTime latest = FileTime.from(now); // a time to come is not believed
        FileTime youngestNow = folder == null ? NEVER : folder.lastModifiedTime();
        if (folder == null || !folder.lastModifiedTime().equals(changed)) {
            changed = folder == null ? null : folder.lastModifiedTime();
            changedSince = now;
        }
        Set<String> rotated = new HashSet<>();
        inPlace = new HashSet<>();
        for (Entry each : files) {
            (RotatedName.isRotated(each.path()) ? rotated : inPlace).add(identity(each));
            if (each.is().lastModifiedTime().compareTo(youngestNow) > 0) {
                youngestNow = each.is().lastModifiedTime();
            }
        }
        settled.retainAll(rotated);
        awaited.keySet().retainAll(rotated);
        if (youngestNow.compareTo(latest) > 0) {
            youngestNow = latest;
        }
        if (awaited.isEmpty()) { // else what is awaited would be too old after a restart
            seenUntil = seenUntil.equals(NEVER) ? youngestNow : youngest;
            if (youngestNow.compareTo(youngest) > 0) {
                youngest = youngestNow;
            }
        }
    }

    /** Of a file through all of its names, and through mounting its device again. */
    private static String identity(Entry file) {
        return Listings.inode(file.key()) + "@" + file.made();
    }
}
