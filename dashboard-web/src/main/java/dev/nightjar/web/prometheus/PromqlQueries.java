package dev.nightjar.web.prometheus;

import dev.nightjar.model.Matcher;
import dev.nightjar.query.ErrorKind;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.promql.Expr;
import dev.nightjar.query.promql.PromQl;
import dev.nightjar.query.promql.QueryOptions;
import dev.nightjar.query.promql.QueryResult;
import java.time.Duration;
import java.util.List;

/** PromQL by Nightjar's own engine. */
public final class PromqlQueries implements MetricQueries {
    private final PromQl engine;

    public PromqlQueries(PromQl engine) {
        this.engine = engine;
    }

    @Override
    public Answer instant(String query, long atMillis, Options options) {
        return answer(engine.prepare(query).instant(atMillis, engineOptions(options)));
    }

    @Override
    public Answer range(String query, long startMillis, long endMillis, long stepMillis, Options options) {
        return answer(engine.prepare(query).range(startMillis, endMillis, stepMillis, engineOptions(options)));
    }

    @Override
    public List<Matcher> selector(String text) {
        if (PromQl.parse(text) instanceof Expr.VectorSelector selector) {
            return selector.matchers();
        }
        throw new QueryException(ErrorKind.BAD_DATA, "not a series selector, such as up{job=\"node\"}: " + text);
    }

    @Override
    public String formatted(String query) {
        return PromQl.format(query);
    }

    private static Answer answer(QueryResult result) {
        return new Answer(result.value(), result.warnings(), result.infos());
    }

    private static QueryOptions engineOptions(Options options) {
        QueryOptions usual = QueryOptions.defaults().withCancellation(options.cancellation());
        Duration longest = usual.limits().timeout();
        Duration timeout = options.timeout()
                .filter(asked -> asked.isPositive() && asked.compareTo(longest) < 0)
                .orElse(longest);
        QueryOptions limited = usual.withLimits(usual.limits().withTimeout(timeout));
        return options.lookback()
                .filter(Duration::isPositive)
                .map(limited::withLookback)
                .orElse(limited);
    }
}
