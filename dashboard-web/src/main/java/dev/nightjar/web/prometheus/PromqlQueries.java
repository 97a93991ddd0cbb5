package dev.nightjar.web.prometheus;

import dev.nightjar.model.Matcher;
import dev.nightjar.query.ErrorKind;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.promql.Expr;
import dev.nightjar.query.promql.PromQl;
import dev.nightjar.query.promql.QueryOptions;
import dev.nightjar.query.promql.QueryResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** PromQL by Nightjar's own engine. */
public final class PromqlQueries implements MetricQueries {
    /** Warnings, and likewise infos, that an answer carries at most. */
    private static final int MAX_ANNOTATIONS = 10;

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
        return new Answer(result.value(), first(result.warnings(), "warning"), first(result.infos(), "info"));
    }

    /** A parameter that changes with every step can be wrong at each; nobody reads a thousand times why. */
    private static List<String> first(List<String> annotations, String kind) {
        if (annotations.size() <= MAX_ANNOTATIONS) {
            return annotations;
        }
        List<String> first = new ArrayList<>(annotations.subList(0, MAX_ANNOTATIONS));
        first.add((annotations.size() - MAX_ANNOTATIONS) + " more " + kind + " annotations omitted");
        return first;
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
