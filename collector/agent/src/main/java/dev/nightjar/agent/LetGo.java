package dev.nightjar.agent;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files that were rotated away, shipped to their end and closed. One that comes back under a tailed name, or that its
 * writer still writes to, goes on where it was. Known by inode and time of making: an inode alone is soon another
 * file's, which may even begin alike. Not written down: after a restart such a file is new under a tailed name, and
 * under another is left alone, as before.
 */
final class LetGo {
    private static final int MOST = 1000;

    /** @param made as the file system says; its time of writing where it does not know */
    private record Known(Checkpoint checkpoint, FileTime made) {}

    private final Map<String, Known> byKey = new LinkedHashMap<>();

    void add(Checkpoint shipped, FileTime made) {
        byKey.put(shipped.key(), new Known(shipped, made));
        if (byKey.size() > MOST) {
            Iterator<String> oldest = byKey.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** How far a file had been shipped; empty where it is another than that was. */
    Optional<Checkpoint> of(String key, FileTime made) {
        Known known = byKey.get(key);
        return known != null && known.made().equals(made) ? Optional.of(known.checkpoint()) : Optional.empty();
    }

    void forget(String key) {
        byKey.remove(key);
    }

    /** One of each folder that such files were in. */
    List<Checkpoint> folders() {
        Map<Path, Checkpoint> folders = new LinkedHashMap<>();
        byKey.values().forEach(known -> {
            Path folder = Path.of(known.checkpoint().path()).getParent();
            if (folder != null) {
                folders.putIfAbsent(folder, known.checkpoint());
            }
        });
        return List.copyOf(folders.values());
    }
}
