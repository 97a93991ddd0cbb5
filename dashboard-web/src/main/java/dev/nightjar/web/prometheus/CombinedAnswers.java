package dev.nightjar.web.prometheus;

import dev.nightjar.query.ErrorKind;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.combined.CombinedQl;
import dev.nightjar.query.combined.CombinedQuery;
import dev.nightjar.query.combined.CombinedResult;
import dev.nightjar.query.promql.QueryOptions;
import dev.nightjar.query.running.ActiveQueries;
import dev.nightjar.query.running.AskedQuery;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Reply;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BiFunction;

/** Answers queries over metrics and logs at once, with Prometheus' parameters and in its shape. */
public final class CombinedAnswers {
    private final CombinedQl engine;
    private final ActiveQueries active;
    private final InstantSource clock;

    public CombinedAnswers(CombinedQl engine, ActiveQueries active, InstantSource clock) {
        this.engine = engine;
        this.active = active;
        this.clock = clock;
    }

    public Reply instant(Exchange exchange) {
        QueryParameters parameters = new QueryParameters(exchange, clock);
        long time = parameters.time();
        return answer(parameters, (query, options) -> query.instant(time, options));
    }

    public Reply range(Exchange exchange) {
        QueryParameters parameters = new QueryParameters(exchange, clock);
        QueryParameters.Range range = parameters.range();
        return answer(
                parameters,
                (query, options) -> query.range(range.startMillis(), range.endMillis(), range.stepMillis(), options));
    }

    private Reply answer(QueryParameters parameters, BiFunction<CombinedQuery, QueryOptions, CombinedResult> question) {
        MetricQueries.Options options = parameters.options();
        try {
            CombinedQuery query = engine.prepare(parameters.query());
            CombinedResult result = active.run(
                    new AskedQuery("combined", query.text(), options.by()),
                    options.cancellation(),
                    () -> question.apply(query, engineOptions(options)));
            return Envelope.success(
                    out -> {
                        out.writeStartObject();
                        new QueryValueJson(out).members(result.value());
                        out.writeEndObject();
                    },
                    result.warnings(),
                    result.infos());
        } catch (QueryException e) {
            if (e.kind() == ErrorKind.BAD_DATA) {
                return Envelope.failure(HttpProblem.badParameter("query", String.valueOf(e.getMessage())));
            }
            return Envelope.failure(e);
        }
    }

    private static QueryOptions engineOptions(MetricQueries.Options options) {
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
