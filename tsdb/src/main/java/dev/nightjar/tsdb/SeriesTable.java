package dev.nightjar.tsdb;

import java.util.Arrays;

/**
 * What each series is, by its id: the number of its metric and the numbers of its label pairs, in order of label name.
 * Paged, so that it grows without copying: a thousand series a page. Guarded by {@link SeriesIndex}.
 */
final class SeriesTable {
    private static final int PAGE_BITS = 10;
    private static final int PAGE_SIZE = 1 << PAGE_BITS;
    private static final int[] GONE = {};

    private Page[] pages = new Page[16];
    private int end;
    private int live;

    private static final class Page {
        private final int[] metric = new int[PAGE_SIZE];
        private final int[][] pairs = new int[PAGE_SIZE][];

        Page() {
            Arrays.fill(pairs, GONE);
        }
    }

    /** One past the largest id ever given. */
    int end() {
        return end;
    }

    int live() {
        return live;
    }

    void put(int id, int metric, int[] pairs) {
        int index = id >>> PAGE_BITS;
        if (index >= pages.length) {
            pages = Arrays.copyOf(pages, Math.max(index + 1, 2 * pages.length));
        }
        for (int i = index; i >= 0 && pages[i] == null; i--) {
            pages[i] = new Page();
        }
        Page page = pages[index];
        page.metric[id & (PAGE_SIZE - 1)] = metric;
        page.pairs[id & (PAGE_SIZE - 1)] = pairs;
        end = Math.max(end, id + 1);
        live++;
    }

    void remove(int id) {
        pages[id >>> PAGE_BITS].pairs[id & (PAGE_SIZE - 1)] = GONE;
        live--;
    }

    boolean has(int id) {
        return id < end && pairs(id).length > 0;
    }

    int metric(int id) {
        return pages[id >>> PAGE_BITS].metric[id & (PAGE_SIZE - 1)];
    }

    /** Belongs to the table; empty for a series that is gone. */
    int[] pairs(int id) {
        return pages[id >>> PAGE_BITS].pairs[id & (PAGE_SIZE - 1)];
    }
}
