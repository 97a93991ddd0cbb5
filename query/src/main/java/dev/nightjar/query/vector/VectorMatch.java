package dev.nightjar.query.vector;

import dev.nightjar.model.Labels;
import dev.nightjar.query.Annotations;
import dev.nightjar.query.QueryBudget;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.vector.VectorMatching.Cardinality;
import java.util.List;
import java.util.Optional;

/*
 * Arithmetic and comparisons between two vectors. One side is "one" (signatures unique at each step: the right, or
 * with group_right the left), the other "many". Series are matched once, by signature; then each pair of a many series
 * and a one series runs over the steps. Duplicates are judged step by step, because series may take turns: a one group
 * may hold several series, and two many series may end in the same labels, as long as never at the same step.
 *
 * What is to become of a metric's name was decided by Prometheus and differs from everywhere else: arithmetic takes it
 * away at once, `bool` at the end of the query, and a filter keeps it even of an operand that was about to lose it.
 */
final class VectorMatch {
    private final BinaryOp op;
    private final boolean bool;
    private final VectorMatching matching;
    private final int steps;
    private final Grouping.Key signature;
    private final boolean oneIsLeft;
    private final boolean dropsName;
    private final QueryBudget budget;
    private final MatchResult result;
    private final HistogramOperator operator;
    private final Optional<Double> fillMany;
    private final Optional<Double> fillOne;

    VectorMatch(
            BinaryOp op,
            boolean bool,
            VectorMatching matching,
            int steps,
            QueryBudget budget,
            Annotations.Place place) {
        this.op = op;
        this.bool = bool;
        this.matching = matching;
        this.steps = steps;
        this.budget = budget;
        this.signature = matching.signature();
        this.oneIsLeft = matching.cardinality() == Cardinality.ONE_TO_MANY;
        this.dropsName = op.changesQuantity();
        this.result = new MatchResult(steps, budget);
        this.operator = new HistogramOperator(op, bool, place);
        // With group_right too, the left value fills the many side: sides are exchanged before they are filled.
        this.fillMany = matching.fillLeft();
        this.fillOne = matching.fillRight();
    }

    List<StepSeries> apply(List<StepSeries> left, List<StepSeries> right) {
        List<StepSeries> many = oneIsLeft ? right : left;
        OneSide one = new OneSide(oneIsLeft ? left : right, signature, oneIsLeft ? "left" : "right");
        one.requireUnique(stepsWithout(many, fillMany.isPresent()), budget);
        for (StepSeries series : many) {
            match(series, one.get(signature.of(series.labels())));
        }
        if (fillMany.isPresent()) {
            for (OneSide.Group group : one.all()) {
                fillUnmatched(group, fillMany.get());
            }
        }
        return result.finish();
    }

    /** At a step where the many side is empty, nothing can match and duplicates on the one side do not matter. */
    private boolean[] stepsWithout(List<StepSeries> many, boolean filled) {
        boolean[] empty = new boolean[steps];
        for (int step = 0; step < steps && !filled; step++) {
            empty[step] = true;
            for (int s = 0; s < many.size() && empty[step]; s++) {
                empty[step] = !many.get(s).isPresent(step);
            }
        }
        return empty;
    }

    private void match(StepSeries many, OneSide.Group group) {
        if (fillMany.isPresent() && group.matched.length == 0) {
            group.matched = new boolean[steps];
        }
        if (matching.cardinality() == Cardinality.ONE_TO_ONE && group.used.length == 0) {
            group.used = new boolean[steps];
        }
        for (StepSeries one : group.series) {
            budget.work(steps);
            pair(many, one, group);
        }
        for (int step = 0; step < steps && fillMany.isPresent(); step++) {
            group.matched[step] |= many.isPresent(step);
        }
        if (fillOne.isPresent()) {
            fillOneSide(many, group, fillOne.get());
        }
    }

    private void pair(StepSeries many, StepSeries one, OneSide.Group group) {
        Labels labels = resultLabels(many.labels(), one.labels());
        MatchResult.Target target = result.target(group.signature, labels, bool);
        if (many.hasHistograms() || one.hasHistograms() || op.trimsHistograms()) {
            for (int step = 0; step < steps; step++) {
                if (many.isPresent(step) && one.isPresent(step)) {
                    store(target, step, StepValue.of(many, step), StepValue.of(one, step), group);
                }
            }
            return;
        }
        for (int step = 0; step < steps; step++) {
            double manyValue = many.values()[step];
            double oneValue = one.values()[step];
            if (!Absent.is(manyValue) && !Absent.is(oneValue)) {
                store(target, step, manyValue, oneValue, group);
            }
        }
    }

    private void fillOneSide(StepSeries many, OneSide.Group group, double fill) {
        Labels labels = resultLabels(many.labels(), group.signature);
        MatchResult.Target target = result.target(group.signature, labels, bool);
        for (int step = 0; step < steps; step++) {
            if (many.isPresent(step) && OneSide.present(group, step).findAny().isEmpty()) {
                store(target, step, StepValue.of(many, step), StepValue.of(fill), group);
            }
        }
    }

    private void fillUnmatched(OneSide.Group group, double fill) {
        for (StepSeries one : group.series) {
            budget.work(steps);
            MatchResult.Target target =
                    result.target(group.signature, resultLabels(group.signature, one.labels()), bool);
            for (int step = 0; step < steps; step++) {
                if (one.isPresent(step) && (group.matched.length == 0 || !group.matched[step])) {
                    store(target, step, StepValue.of(fill), StepValue.of(one, step), group);
                }
            }
        }
    }

    private void store(MatchResult.Target target, int step, double many, double one, OneSide.Group group) {
        double left = oneIsLeft ? one : many;
        double right = oneIsLeft ? many : one;
        use(group, step);
        boolean filter = op.isComparison() && !bool;
        if (!filter) {
            target.put(step, op.apply(left, right));
        } else if (op.holds(left, right)) {
            target.put(step, left);
        }
    }

    private void store(MatchResult.Target target, int step, StepValue many, StepValue one, OneSide.Group group) {
        use(group, step);
        operator.apply(oneIsLeft ? one : many, oneIsLeft ? many : one).ifPresent(value -> target.put(step, value));
    }

    private static void use(OneSide.Group group, int step) {
        if (group.used.length > 0) {
            if (group.used[step]) {
                throw QueryException.execution("multiple matches for labels: many-to-one matching must be explicit"
                        + " (group_left/group_right)");
            }
            group.used[step] = true;
        }
    }

    private Labels resultLabels(Labels many, Labels one) {
        if (matching.cardinality() == Cardinality.ONE_TO_ONE) {
            if (matching.on()) {
                Labels kept = signature.of(many);
                return dropsName ? MetricNames.without(kept) : kept;
            }
            Labels kept = matching.labels().isEmpty() ? many : many.without(matching.labels());
            return dropsName ? MetricNames.without(kept) : kept;
        }
        Labels labels = dropsName ? MetricNames.without(many) : many;
        if (matching.include().isEmpty()) {
            return labels;
        }
        Labels.Builder builder = labels.toBuilder();
        for (String name : matching.include()) {
            builder.set(name, one.get(name));
        }
        return builder.build();
    }
}
