package dev.nightjar.query.combined;

import dev.nightjar.query.Annotations;
import dev.nightjar.query.ErrorKind;
import dev.nightjar.query.QueryBudget;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.SourceText;
import dev.nightjar.query.TimeSteps;
import dev.nightjar.query.promql.QueryOptions;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A query that was read and can be asked any number of times, from any thread. */
public final class CombinedQuery {
    private final SourceText source;
    private final Expr expr;
    private final PartAnswers parts;
    private final InstantSource clock;

    CombinedQuery(SourceText source, Expr expr, PartAnswers parts, InstantSource clock) {
        this.source = source;
        this.expr = expr;
        this.parts = parts;
        this.clock = clock;
    }

    /** The value at one moment: a vector, or a scalar. Throws {@link QueryException} where there is none. */
    public CombinedResult instant(long atMillis, QueryOptions options) {
        return run(TimeSteps.instant(atMillis), options);
    }

    /** The values from start to end, both inside, a step apart: a matrix. Throws {@link QueryException}. */
    public CombinedResult range(long startMillis, long endMillis, long stepMillis, QueryOptions options) {
        if (stepMillis <= 0 || endMillis < startMillis) {
            throw new QueryException(
                    ErrorKind.BAD_DATA,
                    "a range needs a step above zero and an end not before its start; found start " + startMillis
                            + ", end " + endMillis + ", step " + stepMillis + " ms");
        }
        if ((endMillis - startMillis) / stepMillis >= options.limits().maxPoints()) {
            throw new QueryException(
                    ErrorKind.BAD_DATA,
                    "exceeded maximum resolution of " + (options.limits().maxPoints() - 1)
                            + " points per timeseries; use a longer step or a shorter range");
        }
        return run(TimeSteps.range(startMillis, endMillis, stepMillis), options);
    }

    private CombinedResult run(TimeSteps steps, QueryOptions options) {
        Annotations annotations = new Annotations(source);
        Set<String> warnings = new LinkedHashSet<>();
        Set<String> infos = new LinkedHashSet<>();
        QueryBudget budget = new QueryBudget(options.limits(), options.cancellation(), clock);
        Evaluated value =
                new Evaluation(source, parts, steps, options, budget, annotations, warnings, infos).evaluate(expr);
        warnings.addAll(annotations.warnings());
        infos.addAll(annotations.infos());
        return new CombinedResult(Answers.of(value, steps), List.copyOf(warnings), List.copyOf(infos));
    }

    public String text() {
        return source.text();
    }
}
