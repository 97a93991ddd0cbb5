package dev.nightjar.query.deviation;

import dev.nightjar.query.deviation.Signal.Direction;
import java.util.Arrays;

/*
 * How unlike its peers is each of n instances, in one signal?
 *
 * At each step an instance's value is compared with the other instances' values: the distance from their median in
 * units of their spread. The spread is the median absolute deviation, scaled to be a standard deviation for bell-shaped
 * values (Rousseeuw and Croux, "Alternatives to the Median Absolute Deviation", 1993), but never less than a tenth of
 * the median nor a third of what matters at all: ten instances that agree to the microsecond must not make the eleventh
 * an outlier for a millisecond.
 *
 * The score of an instance is the median of the distances over the newest steps, so that one odd point is not a
 * finding; 1 and above stands out. Its onset is where the last unbroken run of standing out begins (single steps inside
 * are forgiven). Medians, not means, because the odd one must not move the yardstick it is measured with.
 *
 * An instance with fewer than two peers has nobody to be compared with and scores 0. Missing values are NaN.
 */

/** Compares the instances of a service in one signal. Pure. */
final class PeerComparison {
    /** Distances of so many spreads stand out. */
    private static final double STANDS_OUT = 6;

    private static final double NORMAL_CONSISTENCY = 1.4826;
    private static final int FORGIVEN_STEPS = 1;

    private final double[][] values;
    private final double[][] distances;
    private final double[][] peers;
    private final int steps;
    private final int newest;

    /**
     * @param values one row an instance, one column a step, NaN where missing
     * @param newest so many of the last columns decide the score
     * @param matters differences below this do not stand out
     */
    PeerComparison(double[][] values, int newest, Direction worse, double matters) {
        this.values = values;
        this.steps = values.length == 0 ? 0 : values[0].length;
        this.newest = Math.min(newest, steps);
        this.distances = new double[values.length][steps];
        this.peers = new double[values.length][steps];
        double[] others = new double[values.length];
        for (int step = 0; step < steps; step++) {
            for (int row = 0; row < values.length; row++) {
                compare(row, step, others, worse, matters);
            }
        }
    }

    private void compare(int row, int step, double[] others, Direction worse, double matters) {
        int count = 0;
        for (int other = 0; other < values.length; other++) {
            if (other != row && !Double.isNaN(values[other][step])) {
                others[count++] = values[other][step];
            }
        }
        double value = values[row][step];
        if (count < 2 || Double.isNaN(value)) {
            distances[row][step] = Double.NaN;
            peers[row][step] = count == 0 ? Double.NaN : median(others, count);
            return;
        }
        double median = median(others, count);
        peers[row][step] = median;
        double difference = worse == Direction.HIGH ? value - median : median - value;
        for (int i = 0; i < count; i++) {
            others[i] = Math.abs(others[i] - median);
        }
        double spread = NORMAL_CONSISTENCY * median(others, count);
        spread = Math.max(spread, Math.max(0.1 * Math.abs(median), matters / 3));
        distances[row][step] = difference < matters ? Math.min(0, difference) : difference / spread / STANDS_OUT;
    }

    /** 0 like its peers, 1 and above standing out, over the newest steps. */
    double score(int row) {
        return Math.max(0, newestMedian(distances[row]));
    }

    /** The instance's own value over the newest steps. */
    double value(int row) {
        return newestMedian(values[row]);
    }

    /** The peers' value over the newest steps. */
    double peers(int row) {
        return newestMedian(peers[row]);
    }

    /** The step at which the present standing out began; -1 where it does not stand out. */
    int onset(int row) {
        int onset = -1;
        int quiet = 0;
        for (int step = steps - 1; step >= 0 && quiet <= FORGIVEN_STEPS; step--) {
            double distance = distances[row][step];
            if (distance >= 1) {
                onset = step;
                quiet = 0;
            } else if (onset >= 0 || !Double.isNaN(distance)) {
                quiet++;
            }
        }
        return onset;
    }

    private double newestMedian(double[] row) {
        double[] known = new double[newest];
        int count = 0;
        for (int step = steps - newest; step < steps; step++) {
            if (!Double.isNaN(row[step])) {
                known[count++] = row[step];
            }
        }
        return count == 0 ? Double.NaN : median(known, count);
    }

    /** Of the first {@code count} values, which it reorders. */
    private static double median(double[] values, int count) {
        Arrays.sort(values, 0, count);
        int middle = count / 2;
        return count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
