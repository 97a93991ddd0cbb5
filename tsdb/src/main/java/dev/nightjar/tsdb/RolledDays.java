package dev.nightjar.tsdb;

import java.util.HashSet;
import java.util.NavigableSet;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Knows which days are summed up, and which summaries a new chunk makes untrue. Changes under the head's write lock;
 * asking is thread-safe.
 */
final class RolledDays {
    private static final int NONE = -1;

    private final NavigableSet<Integer> days = new ConcurrentSkipListSet<>();
    private final Set<Integer> disturbed = new HashSet<>();
    private int rolling = NONE;
    private volatile long version;

    boolean contains(int day) {
        return days.contains(day);
    }

    /** Changes whenever summaries are taken back; whoever read some before that must read again. */
    long version() {
        return version;
    }

    /** From now on, remembers the series that get chunks on that day. */
    void begin(int day) {
        rolling = day;
        disturbed.clear();
    }

    /** Whether summaries made since {@link #begin} may miss samples of that series. */
    boolean isDisturbed(int series) {
        return disturbed.contains(series);
    }

    void finish(int day) {
        days.add(day);
        rolling = NONE;
        disturbed.clear();
    }

    /** Notes a new chunk. True if summaries of the series on that day, should there be any, are to be deleted. */
    boolean chunkPut(int day, int series) {
        if (day == rolling) {
            disturbed.add(series);
            return true;
        }
        return days.contains(day);
    }

    /** To be called once deletions are visible. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // written under the head's lock only
    void taken() {
        version++;
    }

    void forget(int day) {
        days.remove(day);
        taken();
    }

    void forgetBefore(int firstKept) {
        days.headSet(firstKept).clear();
    }
}
