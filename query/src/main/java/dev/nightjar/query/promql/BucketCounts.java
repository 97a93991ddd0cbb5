package dev.nightjar.query.promql;

/** One histogram at one step: cumulative counts by upper bound, bounds rising. Filled anew for each step. */
final class BucketCounts {
    /** Counts that differ by less, relatively, differ by rounding only. */
    private static final double TOLERANCE = 1e-12;

    private final double[] bounds;
    private final double[] counts;
    private int size;
    private boolean madeMonotonic;
    private double lowestRepaired;
    private double highestRepaired;
    private double greatestFall;

    BucketCounts(int capacity) {
        bounds = new double[capacity];
        counts = new double[capacity];
    }

    void clear() {
        size = 0;
        madeMonotonic = false;
        greatestFall = 0;
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean wasMadeMonotonic() {
        return madeMonotonic;
    }

    /** The bound of the first bucket whose count was raised to the one before; the same of the last. */
    double lowestRepaired() {
        return lowestRepaired;
    }

    double highestRepaired() {
        return highestRepaired;
    }

    /** By how much a count was raised at most. */
    double greatestFall() {
        return greatestFall;
    }

    /** Bounds must not fall; two buckets of one bound are one. */
    void add(double bound, double count) {
        if (size > 0 && bounds[size - 1] == bound) {
            counts[size - 1] += count;
            return;
        }
        bounds[size] = bound;
        counts[size++] = count;
    }

    /** Interpolated linearly within the bucket that holds it. NaN without a bucket of bound +Inf. */
    double quantile(double q) {
        if (Double.isNaN(q)) {
            return Double.NaN;
        }
        if (q < 0) {
            return Double.NEGATIVE_INFINITY;
        }
        if (q > 1) {
            return Double.POSITIVE_INFINITY;
        }
        if (size < 2 || bounds[size - 1] != Double.POSITIVE_INFINITY) {
            return Double.NaN;
        }
        makeMonotonic();
        double observations = counts[size - 1];
        if (observations == 0) {
            return Double.NaN;
        }
        double rank = q * observations;
        int bucket = 0;
        while (bucket < size - 1 && !(counts[bucket] >= rank)) {
            bucket++;
        }
        if (bucket == size - 1) {
            return bounds[size - 2];
        }
        if (bucket == 0 && bounds[0] <= 0) {
            return bounds[0];
        }
        double start = bucket == 0 ? 0 : bounds[bucket - 1];
        double below = bucket == 0 ? 0 : counts[bucket - 1];
        return start + (bounds[bucket] - start) * ((rank - below) / (counts[bucket] - below));
    }

    private void makeMonotonic() {
        double before = counts[0];
        for (int i = 1; i < size; i++) {
            double count = counts[i];
            if (count == before) {
                continue;
            }
            if (nearlyEqual(before, count)) {
                counts[i] = before;
            } else if (count < before) {
                counts[i] = before;
                lowestRepaired = madeMonotonic ? lowestRepaired : bounds[i];
                highestRepaired = bounds[i];
                greatestFall = Math.max(greatestFall, before - count);
                madeMonotonic = true;
            } else {
                before = count;
            }
        }
    }

    private static boolean nearlyEqual(double a, double b) {
        double difference = Math.abs(a - b);
        double size = Math.abs(a) + Math.abs(b);
        if (a == 0 || b == 0 || size < Double.MIN_NORMAL) {
            return difference < TOLERANCE * Double.MIN_NORMAL;
        }
        return difference / Math.min(size, Double.MAX_VALUE) < TOLERANCE;
    }

    /** Which share of the observations lies between two values. */
    double fraction(double lower, double upper) {
        if (bounds[size - 1] != Double.POSITIVE_INFINITY) {
            return Double.NaN;
        }
        double count = counts[size - 1];
        if (count == 0 || Double.isNaN(count) || Double.isNaN(lower) || Double.isNaN(upper)) {
            return Double.NaN;
        }
        if (lower >= upper) {
            return 0;
        }
        // Where counts fall as bounds rise, a rank may lie above the count of all.
        return (Math.min(rank(upper), count) - Math.min(rank(lower), count)) / count;
    }

    /** How many observations are at most {@code value}, by linear interpolation. */
    private double rank(double value) {
        double below = 0;
        double lowerBound = bounds[0] > 0 ? 0 : Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            if (lowerBound >= value) {
                return below;
            }
            if (bounds[i] > value) {
                if (Double.isInfinite(lowerBound)) {
                    // Everything in a bucket that is open below counts as lying at its bound.
                    return counts[i];
                }
                if (Double.isInfinite(bounds[i])) {
                    return below;
                }
                double share = (value - lowerBound) / (bounds[i] - lowerBound);
                return below + (counts[i] - below) * share;
            }
            below = counts[i];
            lowerBound = bounds[i];
        }
        return counts[size - 1];
    }
}
