package dev.nightjar.server.wiring;

import dev.nightjar.alerting.rules.Expression;
import dev.nightjar.alerting.rules.Expressions;
import dev.nightjar.alerting.rules.InvalidExpressionException;
import dev.nightjar.alerting.rules.Sample;
import dev.nightjar.model.Labels;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryValue;
import dev.nightjar.query.promql.PreparedQuery;
import dev.nightjar.query.promql.PromQl;
import dev.nightjar.query.promql.QueryOptions;
import java.util.List;

/** Rules and SLOs ask PromQL. */
public final class PromQlExpressions implements Expressions {
    private final PromQl promQl;

    public PromQlExpressions(PromQl promQl) {
        this.promQl = promQl;
    }

    /** For checks without a store: every expression is read, none has samples. */
    public static Expressions syntaxOnly() {
        return text -> {
            try {
                PromQl.parse(text);
            } catch (QueryException e) {
                throw invalid(e);
            }
            return instant -> List.of();
        };
    }

    private static InvalidExpressionException invalid(QueryException e) {
        return new InvalidExpressionException(String.valueOf(e.getMessage()), 0);
    }

    @Override
    public Expression prepare(String text) {
        PreparedQuery query;
        try {
            query = promQl.prepare(text);
        } catch (QueryException e) {
            throw invalid(e);
        }
        return instant -> samples(
                query.instant(instant.toEpochMilli(), QueryOptions.defaults()).value());
    }

    private static List<Sample> samples(QueryValue value) {
        return switch (value) {
            case QueryValue.Scalar scalar -> List.of(new Sample(Labels.EMPTY, scalar.value()));
            case QueryValue.InstantVector vector ->
                vector.samples().stream().map(PromQlExpressions::sample).toList();
            case QueryValue.Text text -> throw notAVector(text);
            case QueryValue.RangeMatrix matrix -> throw notAVector(matrix);
        };
    }

    private static Sample sample(QueryValue.Sample sample) {
        NativeHistogram histogram = sample.histogram();
        return histogram == null ? new Sample(sample.labels(), sample.value()) : new Sample(sample.labels(), histogram);
    }

    private static IllegalArgumentException notAVector(QueryValue value) {
        return new IllegalArgumentException(
                "a rule's expression must give a vector or a scalar, this one gives a " + value.resultType());
    }
}
