package dev.nightjar.web.api;

import dev.nightjar.web.access.AccessGate.Need;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Who is on call now, who will be, and what people hand over to one another. */
final class OnCallRoutes {
    private static final Duration USUAL_SPAN = Duration.ofDays(28);
    private static final Duration LONGEST_SPAN = Duration.ofDays(400);

    private final Alarms alarms;
    private final HandOvers handOvers;
    private final InstantSource clock;

    OnCallRoutes(Alarms alarms, InstantSource clock) {
        this.alarms = alarms;
        this.handOvers = alarms.handOvers();
        this.clock = clock;
    }

    void mount(ApiRouter router) {
        router.get("oncall", exchange -> Json.reply(alarms.onCall()));
        router.get("oncall/schedule", this::schedule);
        router.get("oncall/overrides", exchange -> Json.reply(handOvers.all()));
        router.post("oncall/overrides", Need.RESPOND, this::handOver);
        router.post(
                "oncall/overrides/:id/end",
                Need.RESPOND,
                exchange -> Json.reply(handOvers.end(exchange.path("id"), ApiRouter.user(exchange))));
    }

    private Reply handOver(Exchange exchange) {
        String by = ApiRouter.user(exchange);
        return Json.reply(handOvers.make(HandOverBody.wish(Json.body(exchange), by), by));
    }

    private Reply schedule(Exchange exchange) {
        Instant start = RequestTime.of(exchange, "start").orElseGet(clock::instant);
        Instant end = RequestTime.of(exchange, "end").orElse(start.plus(USUAL_SPAN));
        if (!start.isBefore(end) || end.isAfter(start.plus(LONGEST_SPAN))) {
            throw HttpProblem.badParameter(
                    "end", "expected a time after start, by " + LONGEST_SPAN.toDays() + " days at most, found " + end);
        }
        return Json.reply(alarms.schedule(start, end));
    }
}
