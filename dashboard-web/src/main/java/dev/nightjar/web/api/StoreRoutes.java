package dev.nightjar.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.SeriesAdmin;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.TimeRange;
import dev.nightjar.query.QueryException;
import dev.nightjar.web.access.AccessGate.Need;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Reply;
import dev.nightjar.web.prometheus.MetricQueries;
import java.util.List;
import java.util.Map;

/** What is stored of metrics: how much, whose, for how long; deleting it and taking copies. */
final class StoreRoutes {
    private static final int USUAL_LIMIT = 20;
    private static final int MOST = 1000;

    private final SeriesAdmin store;
    private final MetricQueries queries;

    StoreRoutes(SeriesAdmin store, MetricQueries queries) {
        this.store = store;
        this.queries = queries;
    }

    void mount(ApiRouter router) {
        router.get(
                "cardinality",
                exchange -> Json.reply(
                        StoreDocuments.Cardinality.of(store.statistics(Limit.of(exchange, USUAL_LIMIT, MOST)))));
        router.get("storage", exchange -> Json.reply(StoreDocuments.Storage.of(store)));
        router.command(
                "storage/snapshot", Need.ADMINISTER, exchange -> Json.reply(Map.of("name", store.snapshot(false))));
        router.command(
                "storage/clean",
                Need.ADMINISTER,
                exchange -> Json.reply(Map.of("bytesFreed", store.cleanTombstones())));
        router.post("storage/delete", Need.ADMINISTER, this::delete);
    }

    private Reply delete(Exchange exchange) {
        JsonNode body = Json.body(exchange);
        long start = time(body, "startMillis", Long.MIN_VALUE);
        long end = time(body, "endMillis", Long.MAX_VALUE);
        if (end < start) {
            throw new HttpProblem(400, "\"endMillis\" is before \"startMillis\"", "body", null);
        }
        SeriesSelection selection = new SeriesSelection(selector(body), new TimeRange(start, end));
        return Json.reply(Map.of("series", store.delete(List.of(selection))));
    }

    private List<Matcher> selector(JsonNode body) {
        try {
            return queries.selector(Json.required(body, "selector"));
        } catch (QueryException e) {
            throw new HttpProblem(400, String.valueOf(e.getMessage()), "body", "send a selector: up{job=\"node\"}");
        }
    }

    private static long time(JsonNode body, String name, long otherwise) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isIntegralNumber()) {
            throw new HttpProblem(400, "\"" + name + "\" must be milliseconds since the epoch", "body", null);
        }
        return value.longValue();
    }
}
