package dev.nightjar.ingest.scrape;

import java.util.Arrays;

/**
 * A set of byte strings, numbered from 0 in the order they came. Open addressing over one array of bytes: no object per
 * key, and none to look one up. Not thread-safe.
 */
final class ByteKeys {
    private static final int EMPTY = -1;

    private byte[] bytes = new byte[4096];
    private int used;
    private int count;
    private int[] starts = new int[64];
    private int[] hashes = new int[64];
    private int[] table = new int[128];

    ByteKeys() {
        Arrays.fill(table, EMPTY);
    }

    int count() {
        return count;
    }

    /** All keys, one behind the other; read only. */
    byte[] bytes() {
        return bytes;
    }

    int start(int key) {
        return starts[key];
    }

    int end(int key) {
        return key + 1 == count ? used : starts[key + 1];
    }

    /** The number of the key that equals {@code in[from, to)}; -1 if there is none. */
    int find(byte[] in, int from, int to) {
        int hash = hash(in, from, to);
        int mask = table.length - 1;
        for (int at = hash & mask; ; at = (at + 1) & mask) {
            int key = table[at];
            if (key == EMPTY) {
                return -1;
            }
            if (hashes[key] == hash && Arrays.equals(bytes, start(key), end(key), in, from, to)) {
                return key;
            }
        }
    }

    /** Adds what {@link #find} did not find. */
    int add(byte[] in, int from, int to) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            hashes = Arrays.copyOf(hashes, 2 * count);
        }
        int length = to - from;
        if (used + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, used + length));
        }
        System.arraycopy(in, from, bytes, used, length);
        starts[count] = used;
        hashes[count] = hash(in, from, to);
        used += length;
        if (2 * (count + 1) > table.length) {
            grow();
        }
        place(count);
        return count++;
    }

    private void grow() {
        table = new int[2 * table.length];
        Arrays.fill(table, EMPTY);
        for (int key = 0; key < count; key++) {
            place(key);
        }
    }

    private void place(int key) {
        int mask = table.length - 1;
        int at = hashes[key] & mask;
        while (table[at] != EMPTY) {
            at = (at + 1) & mask;
        }
        table[at] = key;
    }

    /** FNV-1a, folded: keys of one target share long beginnings, and differ in their last bytes as often as not. */
    private static int hash(byte[] in, int from, int to) {
        long hash = 0xcbf29ce484222325L;
        for (int i = from; i < to; i++) {
            hash = (hash ^ (in[i] & 0xff)) * 0x100000001b3L;
        }
        return (int) (hash ^ hash >>> 32);
    }
}
