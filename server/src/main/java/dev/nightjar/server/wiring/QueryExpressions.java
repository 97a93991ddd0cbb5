package dev.nightjar.server.wiring;

import dev.nightjar.alerting.rules.Expression;
import dev.nightjar.alerting.rules.Expressions;
import dev.nightjar.alerting.rules.InvalidExpressionException;
import dev.nightjar.alerting.rules.Language;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.SeriesReader;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryLimits;
import dev.nightjar.query.logql.LogQl;
import dev.nightjar.query.promql.PromQl;
import java.time.InstantSource;

/** Rules and SLOs ask PromQL, and rules over logs LogQL. */
public final class QueryExpressions implements Expressions {
    private final PromQl promQl;
    private final LogQl logQl;
    private final LogReader logs;

    public QueryExpressions(SeriesReader series, LogReader logs, InstantSource clock) {
        this.promQl = new PromQl(series, clock);
        this.logQl = new LogQl(logs, QueryLimits.DEFAULTS, clock);
        this.logs = logs;
    }

    /** For checks without a store: every expression is read, none has samples. */
    public static Expressions syntaxOnly() {
        return new QueryExpressions(new NothingStored(), new NothingStored(), InstantSource.system());
    }

    @Override
    public Expression prepare(Language language, String text) {
        try {
            return switch (language) {
                case PROMQL -> new PromQlExpression(promQl, promQl.prepare(text));
                case LOGQL -> LogQlExpression.of(logQl.prepare(text), logs);
            };
        } catch (QueryException e) {
            throw new InvalidExpressionException(String.valueOf(e.getMessage()), 0);
        }
    }
}
