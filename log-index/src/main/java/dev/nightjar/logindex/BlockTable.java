package dev.nightjar.logindex;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A day's sealed blocks by ordinal. Guarded by the store's lock, but for what {@link #view} handed out: blocks are
 * entered behind what a view sees, and what it sees is changed in a copy.
 */
final class BlockTable {
    /**
     * The blocks as they were at one moment.
     *
     * @param entries null where a block is written but not entered yet; from {@code count} on nothing is meant
     * @param changes how often blocks were changed before
     */
    record View(@Nullable BlockEntry[] entries, int count, int changes) {
        /** The ordinal must be below {@link #count}. */
        @Nullable
        BlockEntry entry(int ordinal) {
            return entries[ordinal];
        }
    }

    private @Nullable BlockEntry[] entries = new @Nullable BlockEntry[64];
    private int count;
    /** As many of these entries as views may see. */
    private int seen;

    private int changes;

    /** The block must be there. */
    @Nullable
    BlockEntry get(int ordinal) {
        return ordinal < count ? entries[ordinal] : null;
    }

    void enter(BlockEntry entry) {
        set(entry);
        count = Math.max(count, entry.ordinal() + 1);
    }

    /** Puts a block's entry in the place of the one it had. */
    void change(BlockEntry now) {
        set(now);
        changes++;
    }

    private void set(BlockEntry entry) {
        if (entry.ordinal() >= entries.length) {
            entries = Arrays.copyOf(entries, Math.max(2 * entries.length, entry.ordinal() + 1));
            seen = 0;
        } else if (entry.ordinal() < seen) {
            entries = entries.clone();
            seen = 0;
        }
        entries[entry.ordinal()] = entry;
    }

    View view() {
        seen = count;
        return new View(entries, count, changes);
    }
}
