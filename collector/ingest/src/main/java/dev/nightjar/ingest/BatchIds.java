package dev.nightjar.ingest;

import dev.nightjar.model.Rejection;
import io.vertx.core.MultiMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers the batches stored last, so that one sent again because its answer was lost is not stored again. After a
 * restart it knows none: the stores themselves keep equal samples and lines once. Thread-safe.
 */
public final class BatchIds {
    /** Chosen by the sender, the same again when it sends the same batch again. */
    static final String HEADER = "Nightjar-Batch-Id";

    private static final int MAX_ID_LENGTH = 128;
    private static final int REMEMBERED = 1 << 16;

    /** Decodes and stores a batch. */
    @FunctionalInterface
    public interface Store {
        Answer store() throws MalformedException;
    }

    private final Map<String, Boolean> stored = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Stores a batch unless its id says that it is stored already; one without an id is stored each time. */
    public Answer once(MultiMap headers, Store store) throws MalformedException {
        String id = headers.get(HEADER);
        if (id == null || id.isEmpty()) {
            return store.store();
        }
        if (id.length() > MAX_ID_LENGTH) {
            throw new MalformedException(HEADER + " has " + id.length() + " characters, at most " + MAX_ID_LENGTH);
        }
        if (contains(id)) {
            return new Answer(204, "", 0, 0, List.of(new Rejection("duplicate", "batch " + id, 0)));
        }
        Answer answer = store.store();
        if (isFinal(answer)) {
            add(id);
        }
        return answer;
    }

    /** All of it is stored, or what can be; the rest would be refused again. */
    private static boolean isFinal(Answer answer) {
        return answer.status() / 100 == 2 || (answer.status() == 400 && answer.accepted() > 0);
    }

    private synchronized boolean contains(String id) {
        return stored.containsKey(id);
    }

    private synchronized void add(String id) {
        stored.put(id, true);
    }
}
