package dev.nightjar.query.vector;

import dev.nightjar.model.Labels;
import dev.nightjar.query.QueryBudget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code and}, {@code or} and {@code unless}: which samples there are decides, not their values. */
final class SetOperations {
    private SetOperations() {}

    static List<StepSeries> apply(
            BinaryOp op,
            Grouping.Key signature,
            List<StepSeries> left,
            List<StepSeries> right,
            int steps,
            QueryBudget budget) {
        return switch (op) {
            case AND -> keep(left, presence(right, signature, steps, budget), signature, true, budget);
            case UNLESS -> keep(left, presence(right, signature, steps, budget), signature, false, budget);
            case OR ->
                joined(left, keep(right, presence(left, signature, steps, budget), signature, false, budget), budget);
            case ADD,
                    SUB,
                    MUL,
                    DIV,
                    MOD,
                    POW,
                    ATAN2,
                    EQUAL,
                    NOT_EQUAL,
                    LESS,
                    LESS_OR_EQUAL,
                    GREATER,
                    GREATER_OR_EQUAL,
                    TRIM_UPPER,
                    TRIM_LOWER -> throw new IllegalArgumentException(op.symbol() + " is not a set operator");
        };
    }

    /** A series of the right that takes turns with one of the left of the same labels goes on in it. */
    private static List<StepSeries> joined(List<StepSeries> left, List<StepSeries> right, QueryBudget budget) {
        Map<Labels, StepSeries> result = new LinkedHashMap<>();
        List<StepSeries> apart = new ArrayList<>();
        for (StepSeries series : left) {
            if (result.putIfAbsent(series.finalLabels(), series) != null) {
                apart.add(series);
            }
        }
        for (StepSeries series : right) {
            Labels labels = series.finalLabels();
            StepSeries known = result.putIfAbsent(labels, series);
            if (known != null) {
                budget.held(series.kept());
                known.merged(series)
                        .ifPresentOrElse(
                                both -> result.put(labels, both.withLabels(labels, false)), () -> apart.add(series));
            }
        }
        apart.addAll(0, result.values());
        return apart;
    }

    /** At which steps each signature occurs. */
    private static Map<Labels, boolean[]> presence(
            List<StepSeries> vector, Grouping.Key signature, int steps, QueryBudget budget) {
        Map<Labels, boolean[]> presence = new HashMap<>();
        for (StepSeries series : vector) {
            budget.work(steps);
            boolean[] present = presence.computeIfAbsent(signature.of(series.labels()), labels -> new boolean[steps]);
            for (int i = 0; i < steps; i++) {
                present[i] |= series.isPresent(i);
            }
        }
        return presence;
    }

    private static List<StepSeries> keep(
            List<StepSeries> vector,
            Map<Labels, boolean[]> presence,
            Grouping.Key signature,
            boolean wherePresent,
            QueryBudget budget) {
        List<StepSeries> result = new ArrayList<>();
        for (StepSeries series : vector) {
            boolean[] present = presence.get(signature.of(series.labels()));
            if (present == null) {
                if (!wherePresent) {
                    result.add(series);
                }
                continue;
            }
            StepSeries kept = series.where(present, wherePresent);
            budget.held(kept.kept());
            if (!kept.isEmpty()) {
                result.add(kept);
            }
        }
        return result;
    }
}
