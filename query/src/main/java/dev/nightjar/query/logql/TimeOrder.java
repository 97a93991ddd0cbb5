package dev.nightjar.query.logql;

/**
 * Puts times in order that come in stretches which are in order already, as stores hand them out: natural merge sort,
 * stable.
 */
final class TimeOrder {
    private TimeOrder() {}

    /** The places of the first {@code size} times, earliest first. */
    static int[] of(long[] times, int size) {
        int[] order = new int[size];
        int[] runs = new int[size + 1];
        int count = 0;
        for (int i = 0; i < size; i++) {
            order[i] = i;
            if (i == 0 || times[i] < times[i - 1]) {
                runs[count++] = i;
            }
        }
        runs[count] = size;
        int[] other = new int[size];
        while (count > 1) {
            int merged = 0;
            for (int run = 0; run < count; run += 2) {
                int middle = runs[Math.min(run + 1, count)];
                int end = runs[Math.min(run + 2, count)];
                merge(times, order, other, runs[run], middle, end);
                runs[merged++] = runs[run];
            }
            runs[merged] = size;
            count = merged;
            int[] swapped = order;
            order = other;
            other = swapped;
        }
        return order;
    }

    private static void merge(long[] times, int[] from, int[] to, int start, int middle, int end) {
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            boolean takeLeft = right == end || (left < middle && times[from[left]] <= times[from[right]]);
            to[i] = takeLeft ? from[left++] : from[right++];
        }
    }
}
