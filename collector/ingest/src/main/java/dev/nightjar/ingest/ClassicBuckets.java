package dev.nightjar.ingest;

import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.NativeHistogram;
import java.util.Arrays;
import java.util.Optional;

/**
 * Puts what a classic histogram says in several series together into one native histogram with the same bounds. Used
 * again after {@link #clear}; not thread-safe.
 */
public final class ClassicBuckets {
    private double[] bounds = new double[16];
    private double[] upTo = new double[16];
    private int size;
    private double count;
    private double sum;
    private boolean counted;

    public void clear() {
        size = 0;
        count = 0;
        sum = 0;
        counted = false;
    }

    public void count(double observations) {
        count = observations;
        counted = true;
    }

    public void sum(double total) {
        sum = total;
    }

    /**
     * A bucket, in any order; of two with one bound the first counts.
     *
     * @param bound the highest value in it; plus infinity for all
     * @param observations in it and in those below
     */
    public void bucket(double bound, double observations) {
        int at = size;
        while (at > 0 && bounds[at - 1] > bound) {
            at--;
        }
        if (at > 0 && bounds[at - 1] == bound) {
            return;
        }
        if (size == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * size);
            upTo = Arrays.copyOf(upTo, 2 * size);
        }
        System.arraycopy(bounds, at, bounds, at + 1, size - at);
        System.arraycopy(upTo, at, upTo, at + 1, size - at);
        bounds[at] = bound;
        upTo[at] = observations;
        size++;
    }

    /** Empty where there is nothing, or where the numbers contradict each other. */
    public Optional<NativeHistogram> histogram() {
        if (size == 0 && !counted) {
            return Optional.empty();
        }
        boolean whole = size > 0 && bounds[size - 1] == Double.POSITIVE_INFINITY;
        int limits = whole ? size - 1 : size;
        double all = counted ? count : upTo[size - 1];
        int[] indices = new int[limits + 1];
        double[] counts = new double[limits + 1];
        double below = 0;
        for (int i = 0; i <= limits; i++) {
            double here = i < size ? upTo[i] : all;
            boolean bounded = i == limits || Double.isFinite(bounds[i]);
            if (!bounded || !(here >= below)) { // falls, or is no number
                return Optional.empty();
            }
            indices[i] = i;
            counts[i] = here - below;
            below = here;
        }
        if (below != all) {
            return Optional.empty();
        }
        return Optional.of(NativeHistogram.withBounds(
                Arrays.copyOf(bounds, limits),
                NativeHistogram.ResetHint.UNKNOWN,
                all,
                sum,
                HistogramBuckets.of(indices, counts)));
    }
}
