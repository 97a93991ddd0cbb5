package dev.nightjar.query.promql;

import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.query.vector.Absent;
import dev.nightjar.query.vector.StepSeries;
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

    /** The labels a selector asks for by equality, each once; none for any other expression. */
    static Labels labels(Expr expr) {
        List<Matcher> matchers = switch (expr.unwrapped()) {
            case Expr.VectorSelector selector -> selector.matchers();
            case Expr.MatrixSelector matrix -> matrix.selector().matchers();
            case Expr ignored -> List.of();
        };
        Labels.Builder labels = Labels.builder();
        Set<String> seen = new HashSet<>();
        for (Matcher matcher : matchers) {
            String name = matcher.name();
            if (name.equals(Labels.METRIC_NAME)) {
                continue;
            }
            if (matcher.op() == Matcher.Op.EQUAL && seen.add(name)) {
                labels.set(name, matcher.value());
            } else {
                seen.add(name);
                labels.remove(name);
            }
        }
        return labels.build();
    }
}
