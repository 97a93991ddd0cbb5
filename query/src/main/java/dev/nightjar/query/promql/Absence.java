package dev.nightjar.query.promql;

import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.query.vector.Absent;
import dev.nightjar.query.vector.StepSeries;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One where there is nothing, with the labels the missing series would have had. */
final class Absence {
    private Absence() {}

    /** May be absent throughout. */
    static StepSeries of(Expr expr, Evaluator evaluator) {
        double[] values = evaluator.constant(1);
        evaluator.stream(expr, series -> {
            for (int i = 0; i < values.length; i++) {
                if (series.isPresent(i)) {
                    values[i] = Absent.VALUE;
                }
            }
        });
        return new StepSeries(labels(expr), values);
    }

    /**
     * The labels a selector asks for by equality; none for any other expression. A second equality, and any other condition
     * that comes behind, takes a label away again. Conditions that only leave out are looked at last, wherever they stand:
     * stores look for series in this order.
     */
    static Labels labels(Expr expr) {
        List<Matcher> matchers = switch (expr.unwrapped()) {
            case Expr.VectorSelector selector -> selector.matchers();
            case Expr.MatrixSelector matrix -> matrix.selector().matchers();
            case Expr ignored -> List.of();
        };
        Labels.Builder labels = Labels.builder();
        Set<String> seen = new HashSet<>();
        List<Matcher> ordered = matchers.stream()
                .sorted(Comparator.comparing(Absence::leavesOut))
                .toList();
        for (Matcher matcher : ordered) {
            String name = matcher.name();
            if (name.equals(Labels.METRIC_NAME)) {
                continue;
            }
            if (matcher.op() == Matcher.Op.EQUAL && seen.add(name)) {
                labels.set(name, matcher.value());
            } else {
                labels.remove(name);
            }
        }
        return labels.build();
    }

    private static boolean leavesOut(Matcher matcher) {
        return switch (matcher.op()) {
            case EQUAL, MATCHES -> false;
            case NOT_EQUAL, NOT_MATCHES -> matcher.matchesAbsent();
        };
    }
}
