package dev.nightjar.query.combined;

import dev.nightjar.query.ErrorKind;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryValue;
import dev.nightjar.query.SourceText;
import dev.nightjar.query.TimeSteps;
import dev.nightjar.query.logql.LogQl;
import dev.nightjar.query.logql.LogQuery;
import dev.nightjar.query.promql.PreparedQuery;
import dev.nightjar.query.promql.PromQl;
import dev.nightjar.query.promql.QueryOptions;
import dev.nightjar.query.promql.QueryResult;
import dev.nightjar.query.promql.ValueType;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parts of a query, read by their own languages when it is prepared. */
final class PartAnswers {
    private final SourceText source;
    private final Map<Expr.Part, PreparedQuery> overMetrics = new HashMap<>();
    private final Map<Expr.Part, LogQuery> overLogs = new HashMap<>();

    private PartAnswers(SourceText source) {
        this.source = source;
    }

    /** Throws {@link QueryException} that says which part is wrong, and where in it. */
    static PartAnswers prepare(Expr expr, SourceText source, PromQl promQl, LogQl logQl) {
        PartAnswers parts = new PartAnswers(source);
        parts.prepare(expr, promQl, logQl);
        return parts;
    }

    private void prepare(Expr expr, PromQl promQl, LogQl logQl) {
        switch (expr) {
            case Expr.Part part -> prepare(part, promQl, logQl);
            case Expr.Binary binary -> {
                prepare(binary.left(), promQl, logQl);
                prepare(binary.right(), promQl, logQl);
            }
            case Expr.Aggregate aggregate -> {
                aggregate.parameter().ifPresent(parameter -> prepare(parameter, promQl, logQl));
                prepare(aggregate.operand(), promQl, logQl);
            }
            case Expr.Negative negative -> prepare(negative.operand(), promQl, logQl);
            case Expr.Literal _ -> {}
        }
    }

    private void prepare(Expr.Part part, PromQl promQl, LogQl logQl) {
        try {
            switch (part.language()) {
                case PROMQL -> {
                    PreparedQuery query = promQl.prepare(part.text());
                    ValueType type = query.expr().type();
                    if (type != ValueType.VECTOR && type != ValueType.SCALAR) {
                        throw new QueryException(
                                ErrorKind.BAD_DATA,
                                "a " + type.words() + " cannot be combined; it needs a value a step");
                    }
                    overMetrics.put(part, query);
                }
                case LOGQL -> {
                    LogQuery query = logQl.prepare(part.text());
                    if (!query.isMetric()) {
                        throw new QueryException(
                                ErrorKind.BAD_DATA,
                                "lines cannot be combined; make values of them, as in rate(… [5m])");
                    }
                    overLogs.put(part, query);
                }
            }
        } catch (QueryException e) {
            throw QueryException.worded(
                    e.kind(),
                    e.detail(),
                    source.lineAndColumn(part.offset()) + ": in "
                            + part.language().symbol() + "(…): " + e.getMessage());
        }
    }

    /** Warnings and infos of the parts go to the sets. */
    Evaluated answer(Expr.Part part, TimeSteps steps, QueryOptions options, Set<String> warnings, Set<String> infos) {
        return switch (part.language()) {
            case PROMQL -> {
                PreparedQuery query = find(overMetrics.get(part), part);
                QueryResult result = steps.stepMillis() == 0
                        ? query.instant(steps.startMillis(), options)
                        : query.range(steps.startMillis(), steps.lastMillis(), steps.stepMillis(), options);
                warnings.addAll(result.warnings());
                infos.addAll(result.infos());
                yield StepColumns.of(result.value(), steps, query.expr().type() == ValueType.SCALAR);
            }
            case LOGQL -> {
                LogQuery query = find(overLogs.get(part), part);
                QueryValue value = steps.stepMillis() == 0
                        ? query.instant(steps.startMillis(), options.cancellation())
                        : query.range(
                                steps.startMillis(), steps.lastMillis(), steps.stepMillis(), options.cancellation());
                yield StepColumns.of(value, steps, query.isNumber());
            }
        };
    }

    private static <T> T find(@Nullable T prepared, Expr.Part part) {
        if (prepared == null) {
            throw new IllegalStateException("not prepared: " + part);
        }
        return prepared;
    }
}
