package dev.nightjar.query.logql;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.LogVolume;
import dev.nightjar.model.NanoRange;
import dev.nightjar.query.QueryBudget;
import dev.nightjar.query.vector.Absent;
import dev.nightjar.query.vector.Grouping;
import dev.nightjar.query.vector.StepSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Counts without reading lines: {@code sum by (app) (count_over_time({…}[5m]))} needs only how much each stream wrote
 * in slices as long as the greatest common divisor of range and step. It fits where no stage looks at lines and every
 * stream has all the labels asked for, so that no line's metadata can change its group.
 */
final class VolumeCounting {
    private static final long SHORTEST_SLICE = 1_000_000_000L;
    private static final long MOST_SLICES = 20_000;

    private VolumeCounting() {}

    static Optional<List<StepSeries>> evaluate(
            LogReader reader,
            Expression.RangeAggregation range,
            Grouping summedBy,
            Windows windows,
            QueryBudget budget) {
        boolean bytes;
        double divisor = 1;
        switch (range.function()) {
            case COUNT_OVER_TIME -> bytes = false;
            case BYTES_OVER_TIME -> bytes = true;
            case RATE -> {
                bytes = false;
                divisor = range.rangeNanos() / 1e9;
            }
            case BYTES_RATE -> {
                bytes = true;
                divisor = range.rangeNanos() / 1e9;
            }
            default -> {
                return Optional.empty();
            }
        }
        NanoRange all = windows.all();
        long slice = slice(windows);
        boolean fits = range.lines().stages().isEmpty()
                && range.unwrap().isEmpty()
                && !summedBy.without()
                && slice >= SHORTEST_SLICE
                && (all.endNanos() - all.startNanos()) / slice <= MOST_SLICES;
        if (!fits) {
            return Optional.empty();
        }
        List<StepSeries> result = new ArrayList<>();
        LogSelection selection = new LogSelection(range.lines().matchers(), all, LogSelection.Order.ANY, List.of());
        List<LogVolume> volumes = bytes ? reader.volume(selection, slice) : reader.lineCounts(selection, slice);
        for (LogVolume volume : volumes) {
            budget.series(volume.lines().length);
            budget.held(windows.count());
            Labels labels = volume.labels();
            for (String name : summedBy.labels()) {
                if (!labels.has(name)) {
                    return Optional.empty();
                }
            }
            result.add(
                    new StepSeries(labels.keep(summedBy.labels()), windowed(volume, bytes, divisor, windows, slice)));
        }
        return Optional.of(result);
    }

    private static long slice(Windows windows) {
        long a = windows.rangeNanos();
        long b = windows.count() > 1 ? windows.stepNanos() : 0;
        while (b != 0) {
            long rest = a % b;
            a = b;
            b = rest;
        }
        return a;
    }

    private static double[] windowed(LogVolume volume, boolean bytes, double divisor, Windows windows, long slice) {
        long[] lines = upTo(volume.lines());
        long[] amounts = bytes ? upTo(volume.bytes()) : lines;
        int span = (int) (windows.rangeNanos() / slice);
        int stride = (int) (windows.stepNanos() / slice);
        double[] values = Absent.array(windows.count());
        for (int step = 0; step < windows.count(); step++) {
            int first = step * stride;
            if (lines[first + span] > lines[first]) {
                values[step] = (amounts[first + span] - amounts[first]) / divisor;
            }
        }
        return values;
    }

    private static long[] upTo(long[] slices) {
        long[] sums = new long[slices.length + 1];
        for (int i = 0; i < slices.length; i++) {
            sums[i + 1] = sums[i] + slices[i];
        }
        return sums;
    }
}
