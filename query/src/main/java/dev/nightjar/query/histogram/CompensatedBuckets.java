package dev.nightjar.query.histogram;

import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.query.CompensatedSum;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** Running sums of the buckets of one sign, each with the error of its rounding beside it. Indices rise. */
final class CompensatedBuckets {
    private int[] indices = new int[0];
    private double[] sums = new double[0];
    private double[] errors = new double[0];
    private int size;

    void add(HistogramBuckets buckets) {
        if (!hasAllOf(buckets)) {
            makeRoom(buckets);
        }
        int at = 0;
        for (int i = 0; i < buckets.size(); i++) {
            while (indices[at] < buckets.index(i)) {
                at++;
            }
            add(at, buckets.count(i));
        }
    }

    private void add(int at, double value) {
        double total = sums[at] + value;
        errors[at] = CompensatedSum.error(sums[at], value, total, errors[at]);
        sums[at] = total;
    }

    private boolean hasAllOf(HistogramBuckets buckets) {
        int at = 0;
        for (int i = 0; i < buckets.size(); i++) {
            while (at < size && indices[at] < buckets.index(i)) {
                at++;
            }
            if (at == size || indices[at] != buckets.index(i)) {
                return false;
            }
        }
        return true;
    }

    private void makeRoom(HistogramBuckets buckets) {
        int[] newIndices = new int[size + buckets.size()];
        double[] newSums = new double[newIndices.length];
        double[] newErrors = new double[newIndices.length];
        int newSize = 0;
        int old = 0;
        int added = 0;
        while (old < size || added < buckets.size()) {
            boolean fromOld = added == buckets.size() || (old < size && indices[old] <= buckets.index(added));
            if (fromOld) {
                added += added < buckets.size() && indices[old] == buckets.index(added) ? 1 : 0;
                newIndices[newSize] = indices[old];
                newSums[newSize] = sums[old];
                newErrors[newSize++] = errors[old++];
            } else {
                newIndices[newSize++] = buckets.index(added++);
            }
        }
        indices = newIndices;
        sums = newSums;
        errors = newErrors;
        size = newSize;
    }

    /** Whether a sum would become infinite by adding {@code buckets}. */
    boolean overflowsWith(HistogramBuckets buckets) {
        int at = 0;
        for (int i = 0; i < buckets.size(); i++) {
            while (at < size && indices[at] < buckets.index(i)) {
                at++;
            }
            boolean there = at < size && indices[at] == buckets.index(i);
            if (Double.isInfinite(there ? sums[at] + buckets.count(i) : buckets.count(i))) {
                return true;
            }
        }
        return false;
    }

    void multiply(double factor) {
        for (int i = 0; i < size; i++) {
            sums[i] *= factor;
            errors[i] *= factor;
        }
    }

    /** Adds up buckets that get the same new index; the order stays. */
    void remap(IntUnaryOperator index) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            int target = index.applyAsInt(indices[i]);
            if (kept > 0 && indices[kept - 1] == target) {
                add(kept - 1, sums[i]);
                errors[kept - 1] += errors[i];
            } else {
                indices[kept] = target;
                sums[kept] = sums[i];
                errors[kept++] = errors[i];
            }
        }
        size = kept;
    }

    /** Moves the first {@code count} buckets into {@code sum}. */
    void moveFirst(int count, CompensatedSum sum) {
        for (int i = 0; i < count; i++) {
            sum.add(sums[i]);
            sum.add(errors[i]);
        }
        System.arraycopy(indices, count, indices, 0, size - count);
        System.arraycopy(sums, count, sums, 0, size - count);
        System.arraycopy(errors, count, errors, 0, size - count);
        size -= count;
    }

    /** The buckets as they are, empty ones and corrections left out. */
    HistogramBuckets uncorrected() {
        return HistogramBuckets.of(Arrays.copyOf(indices, size), Arrays.copyOf(sums, size));
    }

    HistogramBuckets value() {
        double[] counts = new double[size];
        for (int i = 0; i < size; i++) {
            counts[i] = sums[i] + errors[i];
        }
        return HistogramBuckets.of(Arrays.copyOf(indices, size), counts);
    }
}
