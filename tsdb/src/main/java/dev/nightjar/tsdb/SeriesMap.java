package dev.nightjar.tsdb;

import java.util.function.IntPredicate;

/**
 * From the hash of label bytes to a series' id: open addressing with linear probing, at most half full, 24 bytes a
 * slot, side by side so that a look-up touches one cache line. A series has an entry for its canonical bytes and one for each other order its senders use. Not thread-safe.
 */
final class SeriesMap {
    static final int NONE = -1;

    private static final int WORDS = 3;

    /** For each slot: both halves of the hash, of which the first is 0 in a free slot, and the id. */
    private long[] slots = new long[WORDS * 1024];

    private int mask = 1023;
    private int size;

    /** Looks up the hash whose halves are at {@code hash[at]} and {@code hash[at + 1]}. */
    int get(long[] hash, int at) {
        return get(hash[at], hash[at + 1]);
    }

    private int get(long first, long second) {
        long[] table = slots;
        int slot = (int) second & mask;
        while (true) {
            int at = WORDS * slot;
            if (table[at] == first && table[at + 1] == second) {
                return (int) table[at + 2];
            }
            if (table[at] == 0) {
                return NONE;
            }
            slot = (slot + 1) & mask;
        }
    }

    void put(long[] hash, int at, int id) {
        if (get(hash, at) != NONE) {
            return;
        }
        if (2 * size > mask) {
            rebuild(2 * (mask + 1), any -> true);
        }
        insert(hash[at], hash[at + 1], id);
    }

    int size() {
        return size;
    }

    /** Forgets all entries of the series that {@code keep} refuses. */
    void retain(IntPredicate keep) {
        rebuild(mask + 1, keep);
    }

    private void rebuild(int slotCount, IntPredicate keep) {
        long[] old = slots;
        slots = new long[WORDS * slotCount];
        mask = slotCount - 1;
        size = 0;
        for (int at = 0; at < old.length; at += WORDS) {
            if (old[at] != 0 && keep.test((int) old[at + 2])) {
                insert(old[at], old[at + 1], (int) old[at + 2]);
            }
        }
    }

    private void insert(long first, long second, int id) {
        int slot = (int) second & mask;
        while (slots[WORDS * slot] != 0) {
            slot = (slot + 1) & mask;
        }
        slots[WORDS * slot] = first;
        slots[WORDS * slot + 1] = second;
        slots[WORDS * slot + 2] = id;
        size++;
    }
}
