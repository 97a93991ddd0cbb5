package dev.nightjar.query.logql;

import dev.nightjar.model.NanoRange;
import dev.nightjar.query.vector.Absent;
import java.util.Arrays;
import java.util.Collection;

/**
 * One series' samples. For lines only sums matter, so each window's are kept as differences between neighbouring
 * windows, in whole numbers: one line touches two places, however many windows it falls into. Unwrapped values are
 * collected.
 */
final class WindowSamples {
    private final long[] sumChanges;
    private final long[] countChanges;
    private long[] times = new long[0];
    private double[] samples = new double[0];
    private int size;

    private WindowSamples(int windows) {
        sumChanges = new long[windows];
        countChanges = new long[windows];
    }

    static WindowSamples counting(Windows windows) {
        return new WindowSamples(windows.count() + 1);
    }

    static WindowSamples collecting() {
        WindowSamples samples = new WindowSamples(0);
        samples.times = new long[16];
        samples.samples = new double[16];
        return samples;
    }

    void add(long timeNanos, double value, Windows windows) {
        if (sumChanges.length > 0) {
            addWhole(windows.first(timeNanos), windows.end(timeNanos), 1, (long) value);
            return;
        }
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            samples = Arrays.copyOf(samples, 2 * size);
        }
        times[size] = timeNanos;
        samples[size++] = value;
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
        if (sumChanges.length > 0) {
            boolean perSecond = range.function() == RangeFunction.RATE || range.function() == RangeFunction.BYTES_RATE;
            return sums(windows, perSecond ? range.rangeNanos() / 1e9 : 1);
        }
        if (range.function() == RangeFunction.QUANTILE_OVER_TIME) {
            sortBySlice(windows);
        } else {
            sortByTime();
        }
        double[] values = Absent.array(windows.count());
        int from = 0;
        int to = 0;
        for (int step = 0; step < windows.count(); step++) {
            long end = windows.end(step);
            while (to < size && times[to] <= end) {
                to++;
            }
            while (from < to && times[from] <= end - windows.rangeNanos()) {
                from++;
            }
            if (from < to) {
                values[step] = Absent.canonical(ValueFunctions.apply(range, times, samples, from, to));
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
    private void sortBySlice(Windows windows) {
        NanoRange all = windows.all();
        long slice = VolumeCounting.slice(windows);
        if ((all.endNanos() - all.startNanos()) / slice >= size) {
            sortByTime();
            return;
        }
        put(TimeOrder.ofSlices(times, size, all.startNanos(), slice));
    }

    private void put(int[] order) {
        long[] oldTimes = times;
        double[] oldSamples = samples;
        times = new long[size];
        samples = new double[size];
        for (int i = 0; i < size; i++) {
            times[i] = oldTimes[order[i]];
            samples[i] = oldSamples[order[i]];
        }
    }

    private void sortByTime() {
        boolean sorted = true;
        for (int i = 1; i < size && sorted; i++) {
            sorted = times[i - 1] <= times[i];
        }
        if (sorted) {
            return;
        }
        put(TimeOrder.of(times, size));
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
            for (int i = 0; i < series.size; i++) {
                Arrays.fill(
                        present,
                        windows.first(series.times[i]),
                        Math.max(windows.first(series.times[i]), windows.end(series.times[i])),
                        true);
            }
        }
        double[] values = Absent.array(present.length);
        for (int step = 0; step < present.length; step++) {
            values[step] = present[step] ? Absent.VALUE : 1;
        }
        return values;
    }
}
