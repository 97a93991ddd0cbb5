package dev.nightjar.tsdb;

import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.Labels;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import org.roaringbitmap.RoaringBitmap;

/**
 * Says which series some label bytes are, and takes in new ones. A series is found by the bytes of its labels in any
 * order that came before; an order that is new is parsed once. Guarded by the head's write lock, but for
 * {@link #hash}, which is thread-safe.
 */
final class KnownSeries {
    private final LabelHash hash;
    private final SeriesMap map = new SeriesMap();
    private final SeriesIndex index;
    private final ChunkStore store;
    private final long[] scratch = new long[2];
    private int nextId;

    KnownSeries(SeriesIndex index, ChunkStore store, RandomGenerator secrets) {
        this.hash = new LabelHash(secrets);
        this.index = index;
        this.store = store;
    }

    void hash(byte[] bytes, int start, int end, long[] to, int at) {
        hash.hash(bytes, start, end, to, at);
    }

    /** The series with these label bytes, or {@link SeriesMap#NONE}. */
    int find(long[] hashes, int at) {
        return map.get(hashes, at);
    }

    int findCanonical(byte[] canonical) {
        hash.hash(canonical, 0, canonical.length, scratch, 0);
        return map.get(scratch, 0);
    }

    /** Remembers another order of a known series' labels, as long as there are not many more orders than series. */
    void alias(long[] hashes, int at, int id) {
        if (map.size() < 4 * (long) nextId + 1024) {
            map.put(hashes, at, id);
        }
    }

    int nextId() {
        return nextId;
    }

    /** Adds a series that is not known. */
    void add(int id, Labels labels, byte[] canonical) {
        index.add(id, labels, store);
        enter(id, canonical);
    }

    private void enter(int id, byte[] canonical) {
        hash.hash(canonical, 0, canonical.length, scratch, 0);
        map.put(scratch, 0, id);
        nextId = Math.max(nextId, id + 1);
    }

    /** Takes in what the index has been loaded with. */
    void load() {
        int end = index.nextSeries();
        for (int id = 0; id < end; id++) {
            if (index.has(id)) {
                enter(id, LabelBytes.encode(index.labels(id)));
            }
        }
        nextId = end;
    }

    void forget(RoaringBitmap series) {
        if (!series.isEmpty()) {
            IntPredicate kept = id -> !series.contains(id);
            map.retain(kept);
        }
    }
}
