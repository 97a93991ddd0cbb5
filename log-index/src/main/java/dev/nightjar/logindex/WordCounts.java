package dev.nightjar.logindex;

/**
 * How often words stood in rows that had no template yet. A word is fixed text only if it is frequent among them: user
 * names, however many, then fill a column instead of making a template each. Words are known by their hash; two that
 * share one are both taken for more frequent than they are, which costs a template at worst. Bounded: when the table is
 * full, counts are halved and words seen once are forgotten.
 */
final class WordCounts {
    private static final int MOST_SLOTS = 1 << 15;

    /** A word must stand in one of this many rows. */
    private static final int RARITY = 512;

    private long[] hashes = new long[256];
    private int[] counts = new int[256];
    private int used;
    private long rows;

    /** Another row without a template is looked at. */
    void countRow() {
        rows++;
    }

    /** Counts the word; true where it is frequent enough to be fixed text. */
    boolean isFrequent(byte[] text, int start, int end) {
        long hash = LineTable.hash(1, text, start, end) | 1;
        int at = slot(hash);
        if (hashes[at] == 0) {
            if (2 * (used + 1) > hashes.length) {
                makeRoom();
                at = slot(hash);
            }
            hashes[at] = hash;
            used++;
        }
        counts[at]++;
        return counts[at] * (long) RARITY >= rows;
    }

    private int slot(long hash) {
        int at = (int) (hash >>> 20) & (hashes.length - 1);
        while (hashes[at] != 0 && hashes[at] != hash) {
            at = (at + 1) & (hashes.length - 1);
        }
        return at;
    }

    private void makeRoom() {
        boolean full = hashes.length == MOST_SLOTS;
        long[] oldHashes = hashes;
        int[] oldCounts = counts;
        int length = full ? MOST_SLOTS : 2 * hashes.length;
        hashes = new long[length];
        counts = new int[length];
        used = 0;
        rows = full ? rows / 2 : rows;
        for (int i = 0; i < oldHashes.length; i++) {
            int count = full ? oldCounts[i] / 2 : oldCounts[i];
            if (count > 0) {
                int at = slot(oldHashes[i]);
                hashes[at] = oldHashes[i];
                counts[at] = count;
                used++;
            }
        }
        if (2 * (used + 1) > length) {
            hashes = new long[length];
            counts = new int[length];
            used = 0;
        }
    }
}
