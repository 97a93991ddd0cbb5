package dev.nightjar.query.logql;

import dev.nightjar.model.NanoRange;
import dev.nightjar.query.vector.Absent;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * One series' samples. For lines only sums matter, so each window's are kept as differences between neighbouring
 * windows, in whole numbers: one line touches two places, however many windows it falls into. Unwrapped values are
 * collected.
 */
final class WindowSamples {
    private final long[] sumChanges;
    private final long[] countChanges;
    private final @Nullable CollectedSamples collected;

    private WindowSamples(int windows, @Nullable CollectedSamples collected) {
        this.sumChanges = new long[windows];
        this.countChanges = new long[windows];
        this.collected = collected;
    }

    static WindowSamples counting(Windows windows) {
        return new WindowSamples(windows.count() + 1, null);
    }

    static WindowSamples collecting() {
        return new WindowSamples(0, new CollectedSamples());
    }

    void add(long timeNanos, double value, Windows windows) {
        if (collected == null) {
            addWhole(windows.first(timeNanos), windows.end(timeNanos), 1, (long) value);
        } else {
            collected.add(timeNanos, value);
        }
    }

    /** Lines that fall into the windows {@code [first, end)}. */
    private void addWhole(int first, int end, long count, long sum) {
        if (first < end) {
            countChanges[first] += count;
            countChanges[end] -= count;
            sumChanges[first] += sum;
            sumChanges[end] -= sum;
        }
    }

    double[] values(Expression.RangeAggregation range, Windows windows) {
        if (collected == null) {
            boolean perSecond = range.function() == RangeFunction.RATE || range.function() == RangeFunction.BYTES_RATE;
            return sums(windows, perSecond ? range.rangeNanos() / 1e9 : 1);
        }
        CollectedSamples.Ordered ordered =
                range.function() == RangeFunction.QUANTILE_OVER_TIME ? bySlice(collected, windows) : collected.byTime();
        long[] times = ordered.times();
        double[] values = Absent.array(windows.count());
        int from = 0;
        int to = 0;
        for (int step = 0; step < windows.count(); step++) {
            long end = windows.end(step);
            while (to < times.length && times[to] <= end) {
                to++;
            }
            while (from < to && times[from] <= end - windows.rangeNanos()) {
                from++;
            }
            if (from < to) {
                values[step] = Absent.canonical(ValueFunctions.apply(range, times, ordered.values(), from, to));
            }
        }
        return values;
    }

    private double[] sums(Windows windows, double divisor) {
        double[] values = Absent.array(windows.count());
        long sum = 0;
        long count = 0;
        for (int step = 0; step < windows.count(); step++) {
            sum += sumChanges[step];
            count += countChanges[step];
            if (count > 0) {
                values[step] = sum / divisor;
            }
        }
        return values;
    }

    /** For functions that ask nothing of the order within a window: the same windows, for less. */
    private static CollectedSamples.Ordered bySlice(CollectedSamples collected, Windows windows) {
        NanoRange all = windows.all();
        long slice = VolumeCounting.slice(windows);
        long slices = Math.ceilDiv(all.endNanos() - all.startNanos(), slice);
        return slices > collected.size()
                ? collected.byTime()
                : collected.bySlice(all.startNanos(), slice, (int) slices);
    }

    /** One where no series has a sample in the window. */
    static double[] absent(Collection<WindowSamples> all, Windows windows) {
        boolean[] present = new boolean[windows.count()];
        for (WindowSamples series : all) {
            if (series.sumChanges.length > 0) {
                long count = 0;
                for (int step = 0; step < present.length; step++) {
                    count += series.countChanges[step];
                    present[step] |= count > 0;
                }
            }
            if (series.collected != null) {
                for (long time : series.collected.asTheyCame().times()) {
                    int first = windows.first(time);
                    Arrays.fill(present, first, Math.max(first, windows.end(time)), true);
                }
            }
        }
        double[] values = Absent.array(present.length);
        for (int step = 0; step < present.length; step++) {
            values[step] = present[step] ? Absent.VALUE : 1;
        }
        return values;
    }
}
