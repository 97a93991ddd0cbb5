package dev.nightjar.query.promql;

import dev.nightjar.model.SampleBuffer;
import dev.nightjar.query.Annotations;
import dev.nightjar.query.TimeSteps;
import dev.nightjar.query.histogram.HistogramArithmetic;
import dev.nightjar.query.vector.Absent;
import dev.nightjar.query.vector.StepColumns;
import dev.nightjar.query.vector.StepSeries;
import java.util.function.Consumer;

/**
 * Windows that know more than what lies inside: the sample before them ({@code anchored}), or also the one behind, with
 * the values at the borders interpolated ({@code smoothed}). Changes come out exact, not extrapolated.
 */
final class ExtendedWindows {
    private final QueryScope scope;
    private final boolean smoothed;
    private final String function;
    private final Annotations.Place place;

    private long[] times = new long[0];
    private double[] values = new double[0];
    private int size;

    /** What is to say about the samples goes to {@code place}. */
    ExtendedWindows(QueryScope scope, boolean smoothed, String function, Annotations.Place place) {
        this.scope = scope;
        this.smoothed = smoothed;
        this.function = function;
        this.place = place;
    }

    void apply(Expr.MatrixSelector matrix, TimeSteps steps, Consumer<StepSeries> to) {
        long length = scope.positiveMillis(matrix.range());
        LookTimes look = LookTimes.of(matrix.selector().timing(), steps, scope);
        long from = look.first() - length - scope.lookbackMillis() + 1;
        long until = look.last() + (smoothed ? scope.lookbackMillis() : 0);
        SeriesSource.read(scope, matrix.selector().matchers(), from, until, (labels, dropName, samples) -> {
            SeriesSource.dropStale(samples);
            over(samples);
            if (samples.hasHistograms()) {
                StepSeries made = mixed(samples, look, length, new RangeNotes(place, labels.metricName()))
                        .series(labels, dropName);
                scope.budget().samples(made.kept());
                if (!made.isEmpty()) {
                    to.accept(made);
                }
                return;
            }
            double[] result = new double[look.count()];
            for (int step = 0; step < result.length; step++) {
                long end = look.at(step);
                result[step] = value(end - length, end);
            }
            scope.budget().samples(result.length);
            if (!Absent.isAll(result)) {
                to.accept(new StepSeries(labels, dropName, result));
            }
        });
    }

    private void over(SampleBuffer samples) {
        times = samples.timestampsMillis();
        values = samples.values();
        size = samples.size();
    }

    private StepColumns mixed(SampleBuffer samples, LookTimes look, long length, RangeNotes notes) {
        boolean counter = !function.equals("delta");
        boolean counts = function.equals("changes") || function.equals("resets");
        ExtendedHistograms histograms = new ExtendedHistograms(samples, smoothed, counter, notes);
        StepColumns columns = new StepColumns(look.count());
        for (int step = 0; step < look.count(); step++) {
            long end = look.at(step);
            long start = end - length;
            int from = after(start - scope.lookbackMillis());
            int to = after(smoothed ? end + scope.lookbackMillis() : end);
            if (counts) {
                count(samples, start, to, step, columns);
            } else if (hasOnlyNumbers(samples, from, to)) {
                columns.put(step, value(start, end));
            } else if (from < to && hasNumber(samples, from, to)) {
                notes.mixedWithNumbers();
            } else if (from < to) {
                double seconds = function.equals("rate") ? length / 1000.0 : 1;
                int at = step;
                histograms
                        .change(from, to, start, end)
                        .ifPresent(change -> columns.put(at, HistogramArithmetic.divide(change, seconds)));
            }
        }
        return columns;
    }

    /** Changes or resets from the last sample before the window on, if there is one in it. */
    private void count(SampleBuffer samples, long start, int to, int step, StepColumns columns) {
        int first = after(start);
        if (first >= to) {
            return;
        }
        boolean anchored = first > 0 && times[first - 1] > start - scope.lookbackMillis();
        MixedSamples seen = new MixedSamples(samples, anchored ? first - 1 : first, to);
        columns.put(step, function.equals("resets") ? seen.resets() : seen.changes());
    }

    private static boolean hasOnlyNumbers(SampleBuffer samples, int from, int to) {
        for (int i = from; i < to; i++) {
            if (samples.histogram(i) != null) {
                return false;
            }
        }
        return from < to;
    }

    private static boolean hasNumber(SampleBuffer samples, int from, int to) {
        for (int i = from; i < to; i++) {
            if (samples.histogram(i) == null) {
                return true;
            }
        }
        return false;
    }

    private double value(long start, long end) {
        int first = after(start);
        if (first > 0 && times[first - 1] > start - scope.lookbackMillis()) {
            first--;
        }
        int last = after(end) - 1;
        boolean reachesEnd = last >= 0 && times[last] == end;
        if (smoothed && !reachesEnd && last + 1 < size && times[last + 1] <= end + scope.lookbackMillis()) {
            last++;
        }
        if (first >= size || last < first || times[last] <= start || times[first] > end) {
            return Absent.VALUE;
        }
        return switch (function) {
            case "rate" -> change(first, last, start, end, true) / ((end - start) / 1000.0);
            case "increase" -> change(first, last, start, end, true);
            case "delta" -> change(first, last, start, end, false);
            case "changes", "resets" -> count(first, last);
            case String other -> throw new IllegalStateException("no extended " + other);
        };
    }

    /** The first sample after {@code millis}. */
    private int after(long millis) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] <= millis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private double change(int first, int last, long start, long end, boolean counter) {
        double left = times[first] < start && smoothed ? between(first, start, counter) : values[first];
        double right = times[last] > end ? between(last - 1, end, counter) : values[last];
        double change = right - left;
        if (counter) {
            // Borders that were interpolated have dealt with a reset beside them already.
            double before = left;
            for (int i = first; i <= last; i++) {
                if (times[i] > start && times[i] < end) {
                    change += values[i] < before ? before : 0;
                    before = values[i];
                }
            }
            change += right < before ? before : 0;
        }
        return change;
    }

    /** On the line from sample {@code i} to the next; a counter that was reset came from zero. */
    private double between(int i, long millis, boolean counter) {
        if (i < 0 || i + 1 >= size) {
            return values[Math.max(i, 0)];
        }
        double from = counter && values[i + 1] < values[i] ? 0 : values[i];
        double share = (double) (millis - times[i]) / (times[i + 1] - times[i]);
        return from + (values[i + 1] - from) * share;
    }

    private double count(int first, int last) {
        int count = 0;
        for (int i = first + 1; i <= last; i++) {
            boolean same = values[i] == values[i - 1] || (Double.isNaN(values[i]) && Double.isNaN(values[i - 1]));
            if (function.equals("resets") ? values[i] < values[i - 1] : !same) {
                count++;
            }
        }
        return count;
    }
}
