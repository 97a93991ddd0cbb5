package dev.nightjar.tsdb;

import java.util.Arrays;

/**
 * What each series is, by its id: the number of its metric and the numbers of its label pairs, in order of label name.
 * Paged, so that it grows without copying: a thousand series a page, their pairs packed as varints in one array, some 25
 * bytes a series of ten labels. Guarded by {@link SeriesIndex}.
 */
final class SeriesTable {
    private static final int PAGE_BITS = 10;
    private static final int PAGE_SIZE = 1 << PAGE_BITS;
    private static final int[] GONE = {};

    private Page[] pages = new Page[16];
    private int end;
    private int live;

    private static final class Page {
        private static final int VARINT_BYTES = 5;

        private final int[] metric = new int[PAGE_SIZE];

        /** Where in {@link #packed} the series' pairs begin, plus one; 0 if there is no such series. */
        private final int[] place = new int[PAGE_SIZE];

        private byte[] packed = new byte[0];
        private int used;
        private int live;
        private int removed;

        void put(int i, int[] pairs) {
            makeRoom((pairs.length + 1) * VARINT_BYTES);
            place[i] = used + 1;
            write(pairs.length);
            for (int pair : pairs) {
                write(pair);
            }
            live++;
        }

        /** Grows to what a whole page of series like those before takes, once there are some. */
        private void makeRoom(int more) {
            if (used + more > packed.length) {
                int before = live + removed;
                long whole = before == 0 ? 0 : (long) used * PAGE_SIZE / before + more;
                packed = Arrays.copyOf(packed, (int) Math.max(used + more, Math.min(2L * used, whole)));
            }
        }

        private void write(int value) {
            int rest = value;
            while (rest >>> 7 != 0) {
                packed[used++] = (byte) (rest | 0x80);
                rest >>>= 7;
            }
            packed[used++] = (byte) rest;
        }

        int[] pairs(int i) {
            if (place[i] == 0) {
                return GONE;
            }
            int at = place[i] - 1;
            int[] pairs = GONE;
            for (int k = -1; k < pairs.length; k++) {
                int value = 0;
                int shift = 0;
                byte next;
                do {
                    next = packed[at++];
                    value |= (next & 0x7f) << shift;
                    shift += 7;
                } while (next < 0);
                if (k < 0) {
                    pairs = new int[value];
                } else {
                    pairs[k] = value;
                }
            }
            return pairs;
        }

        void remove(int i) {
            place[i] = 0;
            live--;
            removed++;
            if (removed > live) {
                repack();
            }
        }

        private void repack() {
            int[][] kept = new int[PAGE_SIZE][];
            for (int i = 0; i < PAGE_SIZE; i++) {
                kept[i] = pairs(i);
            }
            packed = new byte[0];
            used = 0;
            live = 0;
            removed = 0;
            for (int i = 0; i < PAGE_SIZE; i++) {
                if (kept[i].length > 0) {
                    put(i, kept[i]);
                }
            }
        }
    }

    /** One past the largest id ever given. */
    int end() {
        return end;
    }

    /** No series added from now on gets an id below {@code least} by {@link #end}. */
    void reserve(int least) {
        makeRoom(least);
        end = Math.max(end, least);
    }

    private void makeRoom(int id) {
        int index = id >>> PAGE_BITS;
        if (index >= pages.length) {
            pages = Arrays.copyOf(pages, Math.max(index + 1, 2 * pages.length));
        }
        for (int i = index; i >= 0 && pages[i] == null; i--) {
            pages[i] = new Page();
        }
    }

    int live() {
        return live;
    }

    void put(int id, int metric, int[] pairs) {
        makeRoom(id);
        Page page = pages[id >>> PAGE_BITS];
        page.metric[id & (PAGE_SIZE - 1)] = metric;
        page.put(id & (PAGE_SIZE - 1), pairs);
        end = Math.max(end, id + 1);
        live++;
    }

    void remove(int id) {
        pages[id >>> PAGE_BITS].remove(id & (PAGE_SIZE - 1));
        live--;
    }

    boolean has(int id) {
        return id < end && pages[id >>> PAGE_BITS].place[id & (PAGE_SIZE - 1)] != 0;
    }

    int metric(int id) {
        return pages[id >>> PAGE_BITS].metric[id & (PAGE_SIZE - 1)];
    }

    /** A copy; empty for a series that is gone. */
    int[] pairs(int id) {
        return pages[id >>> PAGE_BITS].pairs(id & (PAGE_SIZE - 1));
    }
}
