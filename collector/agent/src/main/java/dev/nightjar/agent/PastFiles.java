package dev.nightjar.agent;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Files that were tailed and are not open any more: shipped to their end, or away. So a copy of one is known, and one
 * that comes back under a tailed name, or that its writer still writes to, goes on where it was. Known by inode and time
 * of making: an inode alone is soon another file's, which may even begin alike; and the device may have another number
 * when it is mounted again.
 */
final class PastFiles {
    /** The oldest are forgotten. */
    private static final int MOST = 1000;

    private final ArrayDeque<Checkpoint> files = new ArrayDeque<>();

    List<Checkpoint> all() {
        return List.copyOf(files);
    }

    void remember(Checkpoint file) {
        if (file.head().length() > 0) {
            files.addLast(file);
            if (files.size() > MOST) {
                files.removeFirst();
            }
        }
    }

    /** How far a file had been shipped; empty where it is none of these. */
    Optional<Checkpoint> of(String key, long made) {
        if (made == Checkpoint.UNKNOWN) {
            return Optional.empty();
        }
        for (Iterator<Checkpoint> youngestFirst = files.descendingIterator(); youngestFirst.hasNext(); ) {
            Checkpoint each = youngestFirst.next();
            if (mayGoOn(each)
                    && each.made() == made
                    && Listings.inode(each.key()).equals(Listings.inode(key))) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    void forget(Checkpoint file) {
        files.remove(file);
    }

    /** What is known of this compressed file itself, which is no other's copy then. */
    Optional<Checkpoint> compressed(String key, long made) {
        return files.stream()
                .filter(each -> each.state() == Checkpoint.State.COMPRESSED
                        && each.made() == made
                        && Listings.inode(each.key()).equals(Listings.inode(key)))
                .findFirst();
    }

    /** Nobody writes to what is compressed. */
    private static boolean mayGoOn(Checkpoint file) {
        return file.made() != Checkpoint.UNKNOWN && file.state() != Checkpoint.State.COMPRESSED;
    }

    /** Those in which a file may still be written to. */
    Set<Path> folders() {
        Set<Path> folders = new LinkedHashSet<>();
        for (Checkpoint each : files) {
            Path folder = Path.of(each.path()).toAbsolutePath().getParent();
            if (folder != null && mayGoOn(each)) {
                folders.add(folder);
            }
        }
        return folders;
    }
}
