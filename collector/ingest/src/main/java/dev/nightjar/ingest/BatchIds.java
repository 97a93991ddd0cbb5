package dev.nightjar.ingest;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers the batches stored last, so that one sent again because its answer was lost is not stored again. After a
 * restart it knows none: the stores themselves keep equal samples and lines once. Thread-safe.
 */
final class BatchIds {
    private static final int REMEMBERED = 1 << 16;

    private final Map<String, Boolean> stored = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    synchronized boolean contains(String id) {
        return stored.containsKey(id);
    }

    synchronized void add(String id) {
        stored.put(id, true);
    }
}
