package dev.nightjar.query.logql;

import dev.nightjar.model.LogCursor;
import dev.nightjar.model.Matcher;
import dev.nightjar.query.logql.ShapedLines.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A label filter, asked of a line whose fields are known by its shape. */
sealed interface ShapedCondition {
    Verdict of(ShapedLines lines, LogCursor line);

    /** Empty where the filter is one that only an {@link Entry} can answer. The labels it looks at are added to {@code names}. */
    static Optional<ShapedCondition> of(Condition condition, Set<String> names) {
        return switch (condition) {
            case Condition.Text text ->
                Optional.of(new Text(number(text.matcher().name(), names), text.matcher()));
            case Condition.Compare compare ->
                compare.unit() == Condition.Compare.Unit.NUMBER
                        ? Optional.of(new Compare(number(compare.label(), names), compare))
                        : Optional.empty();
            case Condition.Ip _ -> Optional.empty();
            case Condition.Both both -> both(both.left(), both.right(), names).map(All::new);
            case Condition.Either either ->
                both(either.left(), either.right(), names).map(Any::new);
        };
    }

    private static Optional<List<ShapedCondition>> both(Condition left, Condition right, Set<String> names) {
        Optional<ShapedCondition> first = of(left, names);
        Optional<ShapedCondition> second = of(right, names);
        return first.isPresent() && second.isPresent()
                ? Optional.of(List.of(first.get(), second.get()))
                : Optional.empty();
    }

    private static int number(String name, Set<String> names) {
        names.add(name);
        return new ArrayList<>(names).indexOf(name);
    }

    record Text(int label, Matcher matcher) implements ShapedCondition {
        @Override
        public Verdict of(ShapedLines lines, LogCursor line) {
            return matcher.matches(lines.text(label, line)) ? Verdict.PASSES : Verdict.IS_OUT;
        }
    }

    record Compare(int label, Condition.Compare compare) implements ShapedCondition {
        @Override
        public Verdict of(ShapedLines lines, LogCursor line) {
            double number = lines.number(label, line);
            if (Double.isNaN(number)) {
                return Verdict.UNKNOWN;
            }
            return compare.op().holds(number, compare.value()) ? Verdict.PASSES : Verdict.IS_OUT;
        }
    }

    record All(List<ShapedCondition> conditions) implements ShapedCondition {
        @Override
        public Verdict of(ShapedLines lines, LogCursor line) {
            for (int i = 0; i < conditions.size(); i++) {
                Verdict verdict = conditions.get(i).of(lines, line);
                if (verdict != Verdict.PASSES) {
                    return verdict;
                }
            }
            return Verdict.PASSES;
        }
    }

    record Any(List<ShapedCondition> conditions) implements ShapedCondition {
        @Override
        public Verdict of(ShapedLines lines, LogCursor line) {
            for (int i = 0; i < conditions.size(); i++) {
                Verdict verdict = conditions.get(i).of(lines, line);
                if (verdict != Verdict.IS_OUT) {
                    return verdict;
                }
            }
            return Verdict.IS_OUT;
        }
    }
}
