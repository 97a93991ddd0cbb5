package dev.nightjar.query.logql;

import dev.nightjar.model.LogSelection;
import dev.nightjar.model.Matcher;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The pipelines of a query, compiled when it is prepared, so that what is wrong in them is said then. */
final class Pipelines {
    private final Map<Object, Pipeline> compiled = new HashMap<>();
    private final Map<Expression.Lines, List<LogSelection.LineFilter>> hints = new HashMap<>();
    private final Set<List<Matcher>> selectors = new LinkedHashSet<>();
    private final InstantSource clock;
    private final boolean filtered;

    private Pipelines(InstantSource clock, boolean filtered) {
        this.clock = clock;
        this.filtered = filtered;
    }

    /** {@code filtered}: whether lines come with {@link FilterHints} applied to them. */
    static Pipelines of(Expression expression, InstantSource clock, boolean filtered) {
        Pipelines pipelines = new Pipelines(clock, filtered);
        pipelines.collect(expression);
        return pipelines;
    }

    private void collect(Expression expression) {
        switch (expression) {
            case Expression.Lines lines -> add(lines);
            case Expression.RangeAggregation range -> {
                add(range.lines());
                range.unwrap().ifPresent(unwrap -> compiled.put(unwrap, Pipeline.of(unwrap.after(), clock)));
            }
            case Expression.VectorAggregation aggregation -> collect(aggregation.operand());
            case Expression.Sort sort -> collect(sort.operand());
            case Expression.LabelReplace replace -> {
                LineSteps.regex(replace.regex(), "invalid regex in label_replace");
                collect(replace.operand());
            }
            case Expression.Binary binary -> {
                collect(binary.left());
                collect(binary.right());
            }
            case Expression.Literal _, Expression.Vector _ -> {}
        }
    }

    private void add(Expression.Lines lines) {
        hints.put(lines, FilterHints.of(lines.stages()));
        compiled.put(lines, Pipeline.of(left(lines), clock));
        selectors.add(lines.matchers());
    }

    /** The stages that the store leaves to do. */
    List<Stage> left(Expression.Lines lines) {
        return filtered ? FilterHints.left(lines.stages()) : lines.stages();
    }

    /** What the store is told of the lines that are wanted. */
    List<LogSelection.LineFilter> hints(Expression.Lines lines) {
        return Objects.requireNonNull(hints.get(lines));
    }

    Pipeline of(Expression.Lines lines) {
        return Objects.requireNonNull(compiled.get(lines));
    }

    /** What stands after the unwrap. */
    Pipeline after(Expression.Unwrap unwrap) {
        return Objects.requireNonNull(compiled.get(unwrap));
    }

    Set<List<Matcher>> selectors() {
        return Set.copyOf(selectors);
    }
}
