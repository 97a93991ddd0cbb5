package dev.nightjar.web.loki;

import dev.nightjar.model.LogAdmin;
import dev.nightjar.model.LogDeletion;
import dev.nightjar.model.NanoRange;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Reply;
import io.vertx.core.http.HttpMethod;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code delete}: asking for a deletion, telling how far each is, and calling one off, as Loki does. */
final class DeleteRoutes {
    private final LogAdmin store;
    private final InstantSource clock;

    DeleteRoutes(LogAdmin store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    void mount(LokiRouter router) {
        router.administer(HttpMethod.POST, "delete", this::delete);
        router.administer(HttpMethod.PUT, "delete", this::delete);
        router.administer(HttpMethod.GET, "delete", exchange -> Json.reply(requests()));
        router.administer(HttpMethod.DELETE, "delete", this::cancel);
    }

    private Reply delete(Exchange exchange) {
        LokiParameters parameters = new LokiParameters(exchange, clock);
        String query = parameters.text("query").orElseThrow(() -> HttpProblem.badParameter("query", "query not set"));
        long start =
                parameters.time("start").orElseThrow(() -> HttpProblem.badParameter("start", "start time required"));
        long end = Math.min(parameters.time("end").orElseGet(parameters::now), parameters.now());
        if (end < start) {
            throw HttpProblem.badParameter("end", "start time can't be greater than end time");
        }
        try {
            store.delete(query, new NanoRange(start, end));
        } catch (IllegalArgumentException e) {
            throw HttpProblem.badParameter("query", String.valueOf(e.getMessage()));
        }
        return Reply.text(204, "text/plain", "");
    }

    private List<Map<String, Object>> requests() {
        return store.deletions().stream().map(DeleteRoutes::request).toList();
    }

    /** In Loki's words, times in seconds. */
    private static Map<String, Object> request(LogDeletion deletion) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("request_id", deletion.id());
        request.put("start_time", seconds(deletion.range().startNanos()));
        request.put("end_time", seconds(deletion.range().endNanos()));
        request.put("query", deletion.query());
        request.put("status", status(deletion));
        request.put("created_at", BigDecimal.valueOf(deletion.accepted().toEpochMilli(), 3));
        return request;
    }

    /** To the millisecond, without an exponent: Loki's clients split the text at its point. */
    private static BigDecimal seconds(long nanos) {
        return BigDecimal.valueOf(Math.floorDiv(nanos, 1_000_000L), 3);
    }

    private static String status(LogDeletion deletion) {
        return switch (deletion.state()) {
            case ACCEPTED -> "received";
            case RUNNING ->
                deletion.blocksToDo() == 0
                        ? "0% Complete"
                        : 100 * deletion.blocksDone() / deletion.blocksToDo() + "% Complete";
            case DONE -> "processed";
            case CANCELLED -> "cancelled";
            case FAILED -> "failed: " + deletion.problem();
        };
    }

    private Reply cancel(Exchange exchange) {
        String id = exchange.parameter("request_id")
                .orElseThrow(() -> HttpProblem.badParameter("request_id", "no request_id was sent"));
        if (!store.cancel(id)) {
            boolean known = store.deletions().stream()
                    .anyMatch(deletion -> deletion.id().equals(id));
            throw known
                    ? HttpProblem.badParameter(
                            "request_id", "deletion of request which is in process or already processed is not allowed")
                    : HttpProblem.notFound(
                            "could not find delete request with given id",
                            "GET of this path lists those that there are, found \"" + id + "\"");
        }
        return Reply.text(204, "text/plain", "");
    }
}
