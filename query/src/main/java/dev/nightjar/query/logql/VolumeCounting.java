package dev.nightjar.query.logql;

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
 * in slices as long as the greatest common divisor of range and step. It fits where no stage looks at lines and the
 * store knows the labels asked for.
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
        boolean fits = range.lines().stages().stream().allMatch(stage -> changesNothing(stage, summedBy.labels()))
                && range.unwrap().isEmpty()
                && !summedBy.without()
                && summedBy.labels().stream().noneMatch(label -> label.endsWith(Entry.EXTRACTED))
                && slice >= SHORTEST_SLICE
                && (all.endNanos() - all.startNanos()) / slice <= MOST_SLICES;
        if (!fits) {
            return Optional.empty();
        }
        List<StepSeries> result = new ArrayList<>();
        LogSelection selection = new LogSelection(range.lines().matchers(), all, LogSelection.Order.ANY, List.of());
        Optional<List<LogVolume>> volumes = reader.volumeBy(selection, summedBy.labels(), slice, bytes);
        if (volumes.isEmpty()) {
            return Optional.empty();
        }
        for (LogVolume volume : volumes.get()) {
            budget.series(volume.lines().length);
            budget.held(windows.count());
            result.add(new StepSeries(volume.labels(), windowed(volume, bytes, divisor, windows, slice)));
        }
        return Optional.of(result);
    }

    /** Whether lines, and the labels asked for, are after the stage what they were before. */
    private static boolean changesNothing(Stage stage, List<String> labels) {
        return switch (stage) {
            case Stage.LineFilter filter ->
                filter.op() == Stage.LineFilter.Op.CONTAINS
                        && filter.operands().stream()
                                .anyMatch(operand ->
                                        !operand.ip() && operand.text().isEmpty());
            case Stage.Select select ->
                !select.keep() && select.choices().stream().noneMatch(choice -> labels.contains(choice.label()));
            case Stage.Json _,
                    Stage.Logfmt _,
                    Stage.PatternParser _,
                    Stage.Regexp _,
                    Stage.Unpack _,
                    Stage.Decolorize _,
                    Stage.LineFormat _,
                    Stage.LabelFormat _,
                    Stage.LabelFilter _ -> false;
        };
    }

    /** The longest stretch of time that all windows are made of. */
    static long slice(Windows windows) {
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
