package dev.nightjar.web.prometheus;

import dev.nightjar.model.ExemplarReader;
import dev.nightjar.query.ErrorKind;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.promql.QueryResult;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Reply;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What is asked in PromQL: values at one time, over a range, exemplars, and the text itself. */
final class QueryRoutes {
    private final MetricQueries queries;
    private final ExemplarAnswers exemplars;
    private final InstantSource clock;

    QueryRoutes(MetricQueries queries, ExemplarReader exemplars, InstantSource clock) {
        this.queries = queries;
        this.exemplars = new ExemplarAnswers(exemplars);
        this.clock = clock;
    }

    void mount(PrometheusRouter router) {
        router.query("query", this::instant);
        router.query("query_range", this::range);
        router.query("query_exemplars", this::exemplars);
        router.query("format_query", this::formatted);
        router.query("parse_query", this::parsed);
    }

    private Reply instant(Exchange exchange) {
        QueryParameters parameters = new QueryParameters(exchange, clock);
        int limit = parameters.limit();
        long time = parameters.time();
        MetricQueries.Options options = parameters.options();
        return answer(checked(() -> queries.instant(parameters.query(), time, options)), limit, parameters);
    }

    private Reply range(Exchange exchange) {
        QueryParameters parameters = new QueryParameters(exchange, clock);
        int limit = parameters.limit();
        QueryParameters.Range range = parameters.range();
        MetricQueries.Options options = parameters.options();
        return answer(
                checked(() -> queries.range(
                        parameters.query(), range.startMillis(), range.endMillis(), range.stepMillis(), options)),
                limit,
                parameters);
    }

    private static Reply answer(QueryResult answer, int limit, QueryParameters parameters) {
        StatisticsJson.Wanted statistics = parameters.statistics();
        Truncation.Truncated cut = Truncation.of(answer, limit);
        List<String> warnings = new ArrayList<>(parameters.deprecations());
        warnings.addAll(cut.warnings());
        return Envelope.success(
                out -> {
                    out.writeStartObject();
                    new QueryValueJson(out).members(cut.value());
                    statistics.write(out, answer.statistics());
                    out.writeEndObject();
                },
                warnings,
                answer.infos());
    }

    private Reply exemplars(Exchange exchange) {
        QueryParameters parameters = new QueryParameters(exchange, clock);
        return exemplars.reply(queries.selectors(parameters.query()), parameters.bounds("start timestamp"));
    }

    private Reply formatted(Exchange exchange) {
        QueryParameters parameters = new QueryParameters(exchange, clock);
        return Envelope.document(checked(() -> queries.formatted(parameters.query())));
    }

    private Reply parsed(Exchange exchange) {
        QueryParameters parameters = new QueryParameters(exchange, clock);
        return Envelope.document(checked(() -> queries.parsed(parameters.query())));
    }

    /** What is wrong with the text is wrong with the parameter. */
    private static <T> T checked(Supplier<T> question) {
        try {
            return question.get();
        } catch (QueryException e) {
            if (e.kind() == ErrorKind.BAD_DATA) {
                throw HttpProblem.badParameter("query", String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }
}
