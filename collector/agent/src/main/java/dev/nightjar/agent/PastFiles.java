package dev.nightjar.agent;

import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/** Files that were shipped to their end and closed: so that a copy of one is known, and one that comes back. */
final class PastFiles {
    private static final int MOST = 1000;

    private final ArrayDeque<Checkpoint> ended = new ArrayDeque<>();
    private final LetGo letGo = new LetGo();

    List<Checkpoint> all() {
        return List.copyOf(ended);
    }

    void remember(Checkpoint shipped) {
        if (shipped.head().length() > 0) {
            ended.addLast(shipped);
            if (ended.size() > MOST) {
                ended.removeFirst();
            }
        }
    }

    /** That its writer may still write to, or that may come back in place. */
    void letGo(Checkpoint shipped, FileTime made) {
        letGo.add(shipped, made);
    }

    /** How far a file that was let go had been shipped; empty where it is another than that was. */
    Optional<Checkpoint> letGo(String key, FileTime made) {
        return letGo.of(key, made);
    }

    /** The same, and from now on it is no longer past. */
    Optional<Checkpoint> takeBack(String key, FileTime made) {
        Optional<Checkpoint> known = letGo.of(key, made);
        letGo.forget(key);
        return known;
    }

    void forget(Checkpoint shipped) {
        ended.remove(shipped);
    }

    /** One of each folder in which files were let go. */
    List<Checkpoint> folders() {
        return letGo.folders();
    }
}
