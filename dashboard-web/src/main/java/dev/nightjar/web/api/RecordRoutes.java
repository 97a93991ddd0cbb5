package dev.nightjar.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.alerting.history.HistoryQuestion;
import dev.nightjar.definition.DurationText;
import dev.nightjar.web.access.AccessGate.Need;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Reply;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The history of alerts, and what pages were worth. */
final class RecordRoutes {
    private static final int MOST_ENTRIES = 1_000;
    private static final int USUAL_ENTRIES = 100;

    private final AlertRecords records;
    private final InstantSource clock;

    RecordRoutes(AlertRecords records, InstantSource clock) {
        this.records = records;
        this.clock = clock;
    }

    void mount(ApiRouter router) {
        router.get("history", this::history);
        router.get("noise", this::noise);
        router.post("pages/:id/judge", Need.RESPOND, this::judge);
        router.post("pages/:id/take", Need.RESPOND, this::take);
        router.post("pages/:id/release", Need.RESPOND, exchange -> {
            records.release(exchange.path("id"), ApiRouter.user(exchange));
            return done();
        });
    }

    private Reply history(Exchange exchange) {
        return Json.reply(records.history(new HistoryQuestion(
                Set.copyOf(exchange.parameters("kind")),
                exchange.parameter("rule").orElse(""),
                exchange.parameter("service").orElse(""),
                exchange.parameter("instance").orElse(""),
                exchange.parameter("person").orElse(""),
                exchange.parameter("find").orElse(""),
                RequestTime.of(exchange, "start").orElse(Instant.EPOCH),
                RequestTime.of(exchange, "end").orElseGet(clock::instant),
                number(exchange, "before", Long.MAX_VALUE),
                Math.clamp(number(exchange, "limit", USUAL_ENTRIES), 1, MOST_ENTRIES))));
    }

    private Reply noise(Exchange exchange) {
        long days = Math.clamp(number(exchange, "days", 30), 1, 3_650);
        String zone = exchange.parameter("zone").orElse("UTC");
        try {
            return Json.reply(records.noise(clock.instant().minus(Duration.ofDays(days)), ZoneId.of(zone)));
        } catch (DateTimeException e) {
            throw HttpProblem.badParameter("zone", "not a time zone: \"" + zone + "\"");
        }
    }

    private Reply judge(Exchange exchange) {
        JsonNode body = Json.body(exchange);
        JsonNode useful = body.path("useful");
        if (!useful.isBoolean()) {
            throw new HttpProblem(400, "\"useful\" is missing", "body", "send it as true or false");
        }
        records.judge(
                exchange.path("id"), ApiRouter.user(exchange), useful.booleanValue(), Json.optional(body, "text"));
        return done();
    }

    private Reply take(Exchange exchange) {
        String time = Json.required(Json.body(exchange), "for");
        Duration parsed = DurationText.parse(time)
                .filter(Duration::isPositive)
                .orElseThrow(() -> new HttpProblem(
                        400, "\"for\": not a duration: \"" + time + "\"", "body", "write it like 30m or 2h"));
        records.acknowledge(exchange.path("id"), ApiRouter.user(exchange), parsed);
        return done();
    }

    private static Reply done() {
        return Json.reply(Map.of("done", true));
    }

    private static long number(Exchange exchange, String name, long otherwise) {
        Optional<String> text = exchange.parameter(name);
        try {
            return text.isEmpty() ? otherwise : Long.parseLong(text.get());
        } catch (NumberFormatException e) {
            throw HttpProblem.badParameter(name, "not a whole number: \"" + text.orElse("") + "\"");
        }
    }
}
