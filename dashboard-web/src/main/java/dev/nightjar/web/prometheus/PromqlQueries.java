package dev.nightjar.web.prometheus;

import dev.nightjar.model.Matcher;
import dev.nightjar.query.promql.PreparedQuery;
import dev.nightjar.query.promql.PromQl;
import dev.nightjar.query.promql.QueryOptions;
import dev.nightjar.query.promql.QueryResult;
import dev.nightjar.query.running.ActiveQueries;
import dev.nightjar.query.running.AskedQuery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** PromQL by Nightjar's own engine; what runs is listed, and can be killed. */
public final class PromqlQueries implements MetricQueries {
    private final PromQl engine;
    private final ActiveQueries active;

    public PromqlQueries(PromQl engine, ActiveQueries active) {
        this.engine = engine;
        this.active = active;
    }

    @Override
    public QueryResult instant(String query, long atMillis, Options options) {
        PreparedQuery prepared = engine.prepare(query);
        return listed(query, options, () -> prepared.instant(atMillis, engineOptions(options)));
    }

    @Override
    public QueryResult range(String query, long startMillis, long endMillis, long stepMillis, Options options) {
        PreparedQuery prepared = engine.prepare(query);
        return listed(query, options, () -> prepared.range(startMillis, endMillis, stepMillis, engineOptions(options)));
    }

    private QueryResult listed(String query, Options options, Supplier<QueryResult> run) {
        return active.run(new AskedQuery("promql", query, options.by()), options.cancellation(), run);
    }

    @Override
    public List<Matcher> anySelector(String text) {
        return PromQl.selector(text);
    }

    @Override
    public List<List<Matcher>> selectors(String query) {
        return QuerySelectors.of(PromQl.parse(query));
    }

    @Override
    public Map<String, @Nullable Object> parsed(String query) {
        return PromQl.syntaxTree(query);
    }

    @Override
    public String formatted(String query) {
        return PromQl.format(query);
    }

    private static QueryOptions engineOptions(Options options) {
        QueryOptions usual = QueryOptions.defaults().withCancellation(options.cancellation());
        Duration longest = usual.limits().timeout();
        Duration timeout =
                options.timeout().filter(asked -> asked.compareTo(longest) < 0).orElse(longest);
        QueryOptions limited = usual.withLimits(usual.limits().withTimeout(timeout));
        if (!options.summaries()) {
            limited = limited.withoutSummaries();
        }
        if (options.explain()) {
            limited = limited.explained();
        }
        Optional<Duration> lookback = options.lookback().filter(Duration::isPositive);
        return lookback.isPresent() ? limited.withLookback(lookback.get()) : limited;
    }
}
