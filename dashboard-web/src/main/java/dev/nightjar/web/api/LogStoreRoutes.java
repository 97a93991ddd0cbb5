package dev.nightjar.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.model.LogAdmin;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.NanoRange;
import dev.nightjar.query.QueryException;
import dev.nightjar.web.access.AccessGate.Need;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Reply;
import dev.nightjar.web.loki.LogQueries;
import java.util.List;
import java.util.Map;

/** How log lines are kept: retention, deleting by query with its progress, and the proof that nothing was changed. */
final class LogStoreRoutes {
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final LogAdmin store;
    private final LogQueries queries;

    LogStoreRoutes(LogAdmin store, LogQueries queries) {
        this.store = store;
        this.queries = queries;
    }

    /** {@code longRunning}: for what reads all that is stored. */
    void mount(ApiRouter router, ApiRouter longRunning) {
        router.get("logs/storage", exchange -> Json.reply(LogStoreDocuments.Storage.of(store)));
        router.post("logs/delete", Need.ADMINISTER, this::delete);
        router.command(
                "logs/delete/:id/cancel",
                Need.ADMINISTER,
                exchange -> Json.reply(Map.of("cancelled", store.cancel(exchange.path("id")))));
        longRunning.get("logs/verify", this::verify);
    }

    private Reply delete(Exchange exchange) {
        JsonNode body = Json.body(exchange);
        NanoRange range = range(
                time(body.path("startMillis"), "startMillis", Long.MIN_VALUE),
                time(body.path("endMillis"), "endMillis", Long.MAX_VALUE));
        try {
            return Json.reply(LogStoreDocuments.Deletion.of(store.delete(Json.required(body, "query"), range)));
        } catch (IllegalArgumentException e) {
            throw new HttpProblem(
                    400, String.valueOf(e.getMessage()), "body", "send {\"query\": \"{app=...} |= ...\"}");
        }
    }

    private Reply verify(Exchange exchange) {
        NanoRange range = range(
                exchange.parameter("startMillis")
                        .map(text -> millis("startMillis", text))
                        .orElse(Long.MIN_VALUE),
                exchange.parameter("endMillis")
                        .map(text -> millis("endMillis", text))
                        .orElse(Long.MAX_VALUE));
        List<Matcher> matchers =
                exchange.parameter("selector").map(this::selector).orElse(List.of());
        return Json.reply(LogStoreDocuments.Verification.of(store.verify(matchers, range)));
    }

    private List<Matcher> selector(String text) {
        try {
            return queries.selector(text);
        } catch (QueryException e) {
            throw HttpProblem.badParameter("selector", String.valueOf(e.getMessage()));
        }
    }

    private static long millis(String name, String text) {
        try {
            return Math.multiplyExact(Long.parseLong(text), NANOS_PER_MILLI);
        } catch (NumberFormatException | ArithmeticException e) {
            throw HttpProblem.badParameter(name, "expected milliseconds since the epoch, found \"" + text + "\"");
        }
    }

    private static long time(JsonNode value, String name, long otherwise) {
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isIntegralNumber()) {
            throw new HttpProblem(400, "\"" + name + "\" must be milliseconds since the epoch", "body", null);
        }
        return millis(name, value.asText());
    }

    private static NanoRange range(long start, long end) {
        if (end < start) {
            throw new HttpProblem(400, "\"endMillis\" is before \"startMillis\"", null, null);
        }
        return new NanoRange(start, end);
    }
}
