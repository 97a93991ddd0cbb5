package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Knows a line again among lines in memory: a hash table of line numbers over time and text, compared in full. */
final class LineTable {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Line number plus one; zero is free. Always at most half full. */
    private int[] slots = new int[64];

    private long[] hashes = new long[64];
    private int size;

    static LineTable of(Lines lines) {
        LineTable table = new LineTable();
        for (int i = 0; i < lines.size(); i++) {
            table.add(hash(lines.timestamp(i), lines.text(), lines.start(i), lines.end(i)), i);
        }
        return table;
    }

    static long hash(long timestampNanos, byte[] text, int start, int end) {
        long hash = timestampNanos * 0x9E3779B97F4A7C15L + (end - start);
        int i = start;
        for (; i + 8 <= end; i += 8) {
            hash = Long.rotateLeft((hash ^ (long) LONGS.get(text, i)) * 0xC2B2AE3D27D4EB4FL, 29);
        }
        for (; i < end; i++) {
            hash = (hash ^ text[i]) * 0x165667B19E3779F9L;
        }
        hash ^= hash >>> 32;
        hash *= 0xD6E8FEB86659FD93L;
        return hash ^ (hash >>> 32);
    }

    void add(long hash, int line) {
        if (2 * (size + 1) > slots.length) {
            grow();
        }
        insert(hash, line + 1);
        size++;
    }

    private void insert(long hash, int slotValue) {
        int at = (int) hash & (slots.length - 1);
        while (slots[at] != 0) {
            at = (at + 1) & (slots.length - 1);
        }
        slots[at] = slotValue;
        hashes[at] = hash;
    }

    private void grow() {
        int[] oldSlots = slots;
        long[] oldHashes = hashes;
        slots = new int[2 * oldSlots.length];
        hashes = new long[2 * oldSlots.length];
        for (int i = 0; i < oldSlots.length; i++) {
            if (oldSlots[i] != 0) {
                insert(oldHashes[i], oldSlots[i]);
            }
        }
    }

    boolean contains(Lines lines, long hash, long timestampNanos, byte[] text, int start, int end, Labels metadata) {
        for (int at = (int) hash & (slots.length - 1); slots[at] != 0; at = (at + 1) & (slots.length - 1)) {
            int line = slots[at] - 1;
            if (hashes[at] == hash
                    && lines.timestamp(line) == timestampNanos
                    && Arrays.equals(lines.text(), lines.start(line), lines.end(line), text, start, end)
                    && lines.metadata(line).equals(metadata)) {
                return true;
            }
        }
        return false;
    }
}
