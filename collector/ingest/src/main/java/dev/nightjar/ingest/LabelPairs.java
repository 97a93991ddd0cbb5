package dev.nightjar.ingest;

import dev.nightjar.model.Labels;
import java.util.Arrays;

/**
 * Collects a few names and values as labels, for many lines one after the other; of two with one name the last is taken, and
 * an empty value is none. Not thread-safe.
 */
public final class LabelPairs {
    /** Beyond, sorting by insertion would be slow. */
    private static final int FEW = 64;

    private String[] pairs = new String[16];
    private int used;
    private long length;

    public void clear() {
        used = 0;
        length = 0;
    }

    public void add(String name, String value) {
        if (value.isEmpty()) {
            return;
        }
        if (used == pairs.length) {
            pairs = Arrays.copyOf(pairs, 2 * used);
        }
        pairs[used++] = name;
        pairs[used++] = value;
        length += name.length() + value.length();
    }

    /** Characters of all names and values. */
    public long length() {
        return length;
    }

    public Labels labels() {
        if (used > 2 * FEW) {
            Labels.Builder many = Labels.builder();
            for (int i = 0; i < used; i += 2) {
                many.set(pairs[i], pairs[i + 1]);
            }
            return many.build();
        }
        String[] sorted = new String[used];
        int size = 0;
        for (int i = 0; i < used; i += 2) {
            int at = size;
            int order = -1;
            while (at > 0 && (order = pairs[i].compareTo(sorted[at - 2])) < 0) {
                at -= 2;
            }
            if (at > 0 && order == 0) {
                sorted[at - 1] = pairs[i + 1];
            } else {
                System.arraycopy(sorted, at, sorted, at + 2, size - at);
                sorted[at] = pairs[i];
                sorted[at + 1] = pairs[i + 1];
                size += 2;
            }
        }
        return Labels.ofSortedPairs(size == used ? sorted : Arrays.copyOf(sorted, size));
    }
}
