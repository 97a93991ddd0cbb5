package dev.nightjar.web.loki;

import dev.nightjar.query.logql.LogQl;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.Reply;
import java.time.InstantSource;

/** Questions in LogQL. */
final class QueryRoutes {
    private final LogQueries queries;
    private final InstantSource clock;

    QueryRoutes(LogQueries queries, InstantSource clock) {
        this.queries = queries;
        this.clock = clock;
    }

    void mount(LokiRouter router) {
        router.query("query_range", this::range);
        router.query("query", this::instant);
        router.query("format_query", this::formatted);
    }

    private Reply range(Exchange exchange) {
        LokiParameters parameters = new LokiParameters(exchange, clock);
        parameters.checkForm();
        return LokiJson.reply(queries.range(parameters.question(), parameters.asking()));
    }

    private Reply instant(Exchange exchange) {
        LokiParameters parameters = new LokiParameters(exchange, clock);
        parameters.checkForm();
        parameters.checkLines();
        return LokiJson.reply(queries.instant(parameters.query(), parameters.time(), parameters.asking()));
    }

    private Reply formatted(Exchange exchange) {
        String query = LogQl.format(new LokiParameters(exchange, clock).query());
        return LokiJson.success(out -> out.writeString(query));
    }
}
