package dev.nightjar.web.loki;

import dev.nightjar.query.logql.LogQl;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Reply;
import dev.nightjar.web.loki.LogQueries.Answer;
import java.time.InstantSource;

/** Paths from before version 1 of Loki's API, {@code /api/prom/}: what old clients and dashboards still ask. */
final class OldRoutes {
    private final LogQueries queries;
    private final StreamRoutes streams;
    private final InstantSource clock;

    OldRoutes(LogQueries queries, StreamRoutes streams, InstantSource clock) {
        this.queries = queries;
        this.streams = streams;
        this.clock = clock;
    }

    void mount(LokiRouter router) {
        router.queryAt(LokiRouter.OLD + "query", this::lines);
        router.queryAt(LokiRouter.OLD + "label", exchange -> OldJson.names(streams.labelNames(exchange)));
        router.queryAt(LokiRouter.OLD + "label/:name/values", exchange -> OldJson.names(streams.labelValues(exchange)));
        router.queryAt(LokiRouter.OLD + "series", exchange -> LokiJson.series(streams.found(exchange)));
    }

    private Reply lines(Exchange exchange) {
        LokiParameters parameters = new LokiParameters(exchange, clock);
        LogQueries.RangeQuestion question = parameters.question();
        String text = parameters
                .text("regexp")
                .filter(regex -> !regex.isEmpty())
                .map(regex -> LogQl.matching(question.query(), regex))
                .orElse(question.query());
        return switch (queries.range(question.ofMerged(text), parameters.asking())) {
            case Answer.Lines answer -> OldJson.lines(answer);
            case Answer.Numbers _ ->
                throw new HttpProblem(
                        400,
                        "legacy endpoints only support streams result type; ask " + LokiRouter.ROOT + "query_range",
                        null,
                        null);
        };
    }
}
