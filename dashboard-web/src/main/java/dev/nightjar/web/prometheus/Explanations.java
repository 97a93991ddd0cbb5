package dev.nightjar.web.prometheus;

import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryStatistics;
import dev.nightjar.query.promql.PlanNode;
import dev.nightjar.query.promql.QueryResult;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Reply;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Runs a query and says where its time and its samples went, part by part: with {@code start}, {@code end} and {@code
 * step} as a range query, otherwise at {@code time}.
 */
public final class Explanations {
    /** Times are seconds. */
    private record Explanation(
            Plan plan,
            long resultSeries,
            double seconds,
            double preparationSeconds,
            long series,
            long samples,
            long peakSamples,
            List<String> warnings,
            List<String> infos) {}

    /**
     * One part of the query.
     *
     * @param seconds with its inputs
     * @param ownSeconds without them
     */
    private record Plan(
            String operation,
            String text,
            List<String> notes,
            long series,
            long chunks,
            long samples,
            long resultSeries,
            long resultValues,
            double ownSeconds,
            double seconds,
            List<Plan> inputs) {}

    private final MetricQueries queries;
    private final InstantSource clock;

    public Explanations(MetricQueries queries, InstantSource clock) {
        this.queries = queries;
        this.clock = clock;
    }

    public Reply reply(Exchange exchange) {
        QueryParameters parameters = new QueryParameters(exchange, clock);
        MetricQueries.Options options = parameters.options().explained();
        try {
            return Json.reply(document(run(exchange, parameters, options)));
        } catch (QueryException e) {
            throw new HttpProblem(e.kind().httpStatus(), String.valueOf(e.getMessage()), null, null);
        }
    }

    private QueryResult run(Exchange exchange, QueryParameters parameters, MetricQueries.Options options) {
        if (exchange.parameter("start").isEmpty()) {
            return queries.instant(parameters.query(), parameters.time(), options);
        }
        QueryParameters.Range range = parameters.range();
        return queries.range(parameters.query(), range.startMillis(), range.endMillis(), range.stepMillis(), options);
    }

    private static Explanation document(QueryResult result) {
        QueryStatistics statistics = result.statistics();
        PlanNode plan = result.plan().orElseThrow(() -> new IllegalStateException("explained, but without a plan"));
        return new Explanation(
                plan(plan),
                plan.resultSeries(),
                seconds(statistics.timings().execTotal()),
                seconds(statistics.timings().preparation()),
                statistics.seriesRead(),
                statistics.samplesRead(),
                statistics.peakSamples(),
                result.warnings(),
                result.infos());
    }

    private static Plan plan(PlanNode node) {
        return new Plan(
                node.operation(),
                node.text(),
                node.notes(),
                node.seriesRead(),
                node.chunksRead(),
                node.samplesRead(),
                node.resultSeries(),
                node.resultValues(),
                seconds(node.ownTime()),
                seconds(node.time()),
                node.inputs().stream().map(Explanations::plan).toList());
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
