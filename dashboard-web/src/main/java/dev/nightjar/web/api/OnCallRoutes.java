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
    private final ShiftCalendars calendars;
    private final InstantSource clock;

    OnCallRoutes(Alarms alarms, InstantSource clock) {
        this.alarms = alarms;
        this.handOvers = alarms.handOvers();
        this.calendars = new ShiftCalendars(alarms);
        this.clock = clock;
    }

    void mount(ApiRouter router) {
        router.get("oncall", exchange -> Json.reply(alarms.onCall()));
        router.get("oncall/schedule", this::schedule);
        router.get(
                "oncall/rotations/:name.ics",
                exchange -> Reply.text(
                        200, CalendarText.TYPE, calendars.ofRotation(exchange.path("name"), clock.instant())));
        router.get(
                "oncall/people/:name.ics",
                exchange ->
                        Reply.text(200, CalendarText.TYPE, calendars.ofPerson(exchange.path("name"), clock.instant())));
        router.get("oncall/load", this::load);
        router.get("oncall/overrides", exchange -> Json.reply(handOvers.all()));
        router.post("oncall/overrides", Need.RESPOND, this::handOver);
        router.post(
                "oncall/overrides/:id/end",
                Need.RESPOND,
                exchange -> Json.reply(handOvers.end(exchange.path("id"), ApiRouter.user(exchange))));
    }

    private Reply load(Exchange exchange) {
        String days = exchange.parameter("days").orElse("28");
        if (!days.matches("\\d{1,3}") || Integer.parseInt(days) < 1 || Integer.parseInt(days) > LONGEST_SPAN.toDays()) {
            throw HttpProblem.badParameter(
                    "days", "expected 1 to " + LONGEST_SPAN.toDays() + ", found \"" + days + "\"");
        }
        return Json.reply(alarms.load(clock.instant().minus(Duration.ofDays(Integer.parseInt(days)))));
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
