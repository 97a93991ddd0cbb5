package dev.nightjar.tsdb;

import java.util.function.IntPredicate;

/**
 * From the hash of label bytes to a series' id: open addressing with linear probing, at most half full, 20 bytes a
 * slot. A series has an entry for its canonical bytes and one for each other order its senders use. Not thread-safe.
 */
final class SeriesMap {
    static final int NONE = -1;

    private long[] hashes = new long[2 * 1024];
    private int[] ids = new int[1024];
    private int size;

    /** Looks up the hash whose halves are at {@code hash[at]} and {@code hash[at + 1]}. */
    int get(long[] hash, int at) {
        return get(hash[at], hash[at + 1]);
    }

    private int get(long first, long second) {
        int mask = ids.length - 1;
        for (int slot = (int) second & mask; hashes[2 * slot] != 0; slot = (slot + 1) & mask) {
            if (hashes[2 * slot] == first && hashes[2 * slot + 1] == second) {
                return ids[slot];
            }
        }
        return NONE;
    }

    void put(long[] hash, int at, int id) {
        if (get(hash, at) != NONE) {
            return;
        }
        if (2 * (size + 1) > ids.length) {
            rebuild(2 * ids.length, any -> true);
        }
        insert(hash[at], hash[at + 1], id);
    }

    int size() {
        return size;
    }

    /** Forgets all entries of the series that {@code keep} refuses. */
    void retain(IntPredicate keep) {
        rebuild(ids.length, keep);
    }

    private void rebuild(int slots, IntPredicate keep) {
        long[] oldHashes = hashes;
        int[] oldIds = ids;
        hashes = new long[2 * slots];
        ids = new int[slots];
        size = 0;
        for (int slot = 0; slot < oldIds.length; slot++) {
            if (oldHashes[2 * slot] != 0 && keep.test(oldIds[slot])) {
                insert(oldHashes[2 * slot], oldHashes[2 * slot + 1], oldIds[slot]);
            }
        }
    }

    private void insert(long first, long second, int id) {
        int mask = ids.length - 1;
        int slot = (int) second & mask;
        while (hashes[2 * slot] != 0) {
            slot = (slot + 1) & mask;
        }
        hashes[2 * slot] = first;
        hashes[2 * slot + 1] = second;
        ids[slot] = id;
        size++;
    }
}
