package dev.nightjar.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files being read, known by what they are (device and inode), not by what they are called. Used by one thread. */
final class OpenFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenFiles.class);

    /** Does something to one file; true where that changed what is to be written down. */
    @FunctionalInterface
    interface Doing {
        boolean to(TailedFile file) throws IOException;
    }

    private final Map<String, TailedFile> byKey = new LinkedHashMap<>();
    private final Complaints complaints;

    OpenFiles(Complaints complaints) {
        this.complaints = complaints;
    }

    Collection<TailedFile> all() {
        return byKey.values();
    }

    Set<String> keys() {
        return byKey.keySet();
    }

    boolean has(String key) {
        return byKey.containsKey(key);
    }

    Optional<TailedFile> of(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** Takes it over. How it begins is known from now on: a copy of it may be the next that is looked at. */
    void add(TailedFile file) throws IOException {
        byKey.put(file.checkpoint().key(), file);
        file.learnHead();
    }

    void close(TailedFile file) throws IOException {
        file.close();
        byKey.remove(file.checkpoint().key());
    }

    /** One that cannot be read right now keeps nothing from the others; true where any was changed. */
    boolean each(Doing doing) {
        boolean changed = false;
        for (TailedFile file : List.copyOf(byKey.values())) {
            try {
                changed |= doing.to(file);
            } catch (IOException e) {
                complaints.of(Path.of(file.checkpoint().path()), e.toString());
            }
        }
        return changed;
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
