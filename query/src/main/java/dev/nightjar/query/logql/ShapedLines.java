package dev.nightjar.query.logql;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LineShape;
import dev.nightjar.model.LogCursor;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers what a pipeline of {@code | json} and label filters asks of a line from the line's shape and slots, without its
 * text and without an {@link Entry}. What it is not sure of it leaves to those. One evaluation, one thread.
 */
final class ShapedLines {
    /** What is known of a line. */
    enum Verdict {
        PASSES,
        IS_OUT,
        /** It has to be read. */
        UNKNOWN
    }

    /** Where the labels asked for stand in lines of one shape: a field's number, or -1; the slot that is all of it, or -1. */
    private record Places(JsonShape fields, int[] field, int[] slot) {}

    private final String[] labels;
    private final Set<String> names;
    private final ShapedCondition condition;
    private final Map<LineShape, Optional<Places>> places = new HashMap<>();
    private final SmallNumbers numbers = new SmallNumbers();

    private @Nullable Labels stream;
    /** What the stream says of each label, whatever the line says; null where nothing. */
    private final @Nullable String[] own;

    private @Nullable Labels harmless;
    private @Nullable LineShape lastShape;
    private @Nullable Places lastPlaces;

    private ShapedLines(Set<String> names, ShapedCondition condition) {
        this.names = names;
        this.labels = names.toArray(new String[0]);
        this.own = new @Nullable String[labels.length];
        this.condition = condition;
    }

    /**
     * Empty where the stages are other ones.
     *
     * @param stages those that the store's filters leave to do
     * @param wanted labels whose values are asked for
     */
    static Optional<ShapedLines> of(List<Stage> stages, List<String> wanted) {
        if (stages.isEmpty()
                || !(stages.getFirst() instanceof Stage.Json json)
                || !json.extractions().isEmpty()) {
            return Optional.empty();
        }
        Set<String> names = new LinkedHashSet<>(wanted);
        ShapedCondition condition = new ShapedCondition.All(List.of());
        for (Stage stage : stages.subList(1, stages.size())) {
            Optional<ShapedCondition> next = stage instanceof Stage.LabelFilter filter
                    ? ShapedCondition.of(filter.condition(), names)
                    : Optional.empty();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            condition = new ShapedCondition.All(List.of(condition, next.get()));
        }
        boolean plain = names.stream().noneMatch(name -> name.startsWith("__") || name.endsWith(Entry.EXTRACTED));
        return plain ? Optional.of(new ShapedLines(names, condition)) : Optional.empty();
    }

    /** Which number {@link #text} and {@link #number} know a label by. */
    int label(String name) {
        return List.copyOf(names).indexOf(name);
    }

    /** Looks at the line where the cursor stands. */
    @SuppressWarnings("ReferenceEquality") // the same object again is the usual case, and equal ones harm nothing
    Verdict look(LogCursor line) {
        Places found = places(line);
        if (found == null || !found.fields().fits(line)) {
            return Verdict.UNKNOWN;
        }
        Labels metadata = line.metadata();
        if (metadata != harmless) {
            for (String label : labels) {
                if (metadata.has(label)) {
                    return Verdict.UNKNOWN;
                }
            }
            harmless = metadata;
        }
        Labels labelsNow = line.labels();
        if (labelsNow != stream) {
            stream = labelsNow;
            for (int i = 0; i < labels.length; i++) {
                own[i] = labelsNow.has(labels[i]) ? labelsNow.get(labels[i]) : null;
            }
        }
        return condition.of(this, line);
    }

    private @Nullable Places places(LogCursor line) {
        LineShape shape = line.shape();
        if (shape == null) {
            return null;
        }
        if (shape != lastShape) {
            Optional<Places> known = places.get(shape);
            if (known == null) {
                known = JsonShape.of(shape).map(this::places);
                places.put(shape, known);
            }
            lastShape = shape;
            lastPlaces = known.orElse(null);
        }
        return lastPlaces;
    }

    private Places places(JsonShape fields) {
        int[] field = new int[labels.length];
        int[] slot = new int[labels.length];
        for (int i = 0; i < labels.length; i++) {
            field[i] = fields.field(labels[i]);
            slot[i] = field[i] < 0 ? -1 : fields.slot(field[i]);
        }
        return new Places(fields, field, slot);
    }

    /** The label's value in the line last looked at, which was not {@link Verdict#UNKNOWN}; empty where it has none. */
    String text(int label, LogCursor line) {
        String fixed = own[label];
        Places at = lastPlaces;
        if (fixed != null) {
            return fixed;
        }
        if (at == null || at.field()[label] < 0) {
            return "";
        }
        long number = at.slot()[label] < 0 ? -1 : line.slotNumber(at.slot()[label]);
        return number >= 0 ? numbers.text(number) : at.fields().value(at.field()[label], line);
    }

    /** The same as a number; NaN where it is not in the line or not a plain number, and has to be read. */
    double number(int label, LogCursor line) {
        Places at = lastPlaces;
        if (own[label] != null || at == null || at.field()[label] < 0) {
            return Double.NaN;
        }
        long number = at.slot()[label] < 0 ? -1 : line.slotNumber(at.slot()[label]);
        return number >= 0 ? number : decimal(at.fields().value(at.field()[label], line));
    }

    /** Of digits, with a point among them or not. */
    private static double decimal(String text) {
        int points = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean inner = i > 0 && i + 1 < text.length();
            points += c == '.' ? 1 : 0;
            if ((c < '0' || c > '9') && !(c == '.' && inner && points == 1)) {
                return Double.NaN;
            }
        }
        return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    }
}
