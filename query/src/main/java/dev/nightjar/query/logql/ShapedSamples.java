package dev.nightjar.query.logql;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogCursor;
import dev.nightjar.query.vector.Grouping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gathers samples of lines that {@link ShapedLines} knows: the value unwrapped comes from a slot, the group from others.
 * One evaluation, one thread.
 */
final class ShapedSamples {
    /** Groups remembered; another one takes the place of one that happens to share it. */
    private static final int REMEMBERED = 256;

    /** A group met before. */
    private record Group(String[] values, WindowSamples samples) {}

    private final ShapedLines lines;
    private final List<String> names;
    private final int[] labels;
    private final String[] values;
    private final int unwrapped;
    private final Windows windows;
    private final Function<Labels, WindowSamples> groups;
    private final @Nullable Group[] known = new @Nullable Group[REMEMBERED];

    private ShapedSamples(
            ShapedLines lines,
            List<String> names,
            int unwrapped,
            Windows windows,
            Function<Labels, WindowSamples> groups) {
        this.lines = lines;
        this.names = names;
        this.labels = names.stream().mapToInt(lines::label).toArray();
        this.values = new String[labels.length];
        this.unwrapped = unwrapped;
        this.windows = windows;
        this.groups = groups;
    }

    /**
     * Empty where the query asks for something else than counts or plain numbers by a few labels.
     *
     * @param stages those that the store's filters leave to do
     * @param groups finds or begins the samples of a group
     */
    static Optional<ShapedSamples> of(
            Expression.RangeAggregation range,
            List<Stage> stages,
            Optional<Grouping> grouping,
            Windows windows,
            Function<Labels, WindowSamples> groups) {
        boolean bytes =
                range.function() == RangeFunction.BYTES_OVER_TIME || range.function() == RangeFunction.BYTES_RATE;
        boolean plain = range.unwrap()
                .map(unwrap -> unwrap.conversion() == Expression.Unwrap.Conversion.NUMBER
                        && unwrap.after().isEmpty())
                .orElse(!bytes);
        if (!plain || grouping.isEmpty() || grouping.get().without()) {
            return Optional.empty();
        }
        List<String> names = grouping.get().labels();
        Optional<String> unwrapped = range.unwrap().map(Expression.Unwrap::label);
        List<String> wanted = new ArrayList<>(names);
        unwrapped.ifPresent(wanted::add);
        return ShapedLines.of(stages, wanted)
                .map(lines -> new ShapedSamples(
                        lines, names, unwrapped.map(lines::label).orElse(-1), windows, groups));
    }

    /** Takes the line where the cursor stands, or finds that it is not asked for; false where it has to be read. */
    boolean take(LogCursor line) {
        switch (lines.look(line)) {
            case UNKNOWN -> {
                return false;
            }
            case IS_OUT -> {
                return true;
            }
            case PASSES -> {}
        }
        if (!windows.holds(line.timestampNanos())) {
            return true;
        }
        double value = unwrapped < 0 ? 1 : lines.number(unwrapped, line);
        if (Double.isNaN(value)) {
            return false;
        }
        group(line).add(line.timestampNanos(), value, windows);
        return true;
    }

    private WindowSamples group(LogCursor line) {
        int hash = 0;
        for (int i = 0; i < labels.length; i++) {
            values[i] = lines.text(labels[i], line);
            hash = 31 * hash + values[i].hashCode();
        }
        int place = (hash ^ hash >>> 8 ^ hash >>> 16) & (REMEMBERED - 1);
        Group group = known[place];
        if (group == null || !holds(group.values())) {
            Labels.Builder key = Labels.builder();
            for (int i = 0; i < labels.length; i++) {
                key.set(names.get(i), values[i]);
            }
            group = new Group(values.clone(), groups.apply(key.build()));
            known[place] = group;
        }
        return group.samples();
    }

    private boolean holds(String[] of) {
        for (int i = 0; i < of.length; i++) {
            if (!of[i].equals(values[i])) {
                return false;
            }
        }
        return true;
    }
}
