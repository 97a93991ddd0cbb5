package dev.nightjar.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.alerting.backtest.KnownIncident;
import dev.nightjar.definition.InvalidDefinitionsException;
import dev.nightjar.definition.Problem;
import dev.nightjar.postmortems.Postmortems;
import dev.nightjar.postmortems.incident.Incident;
import dev.nightjar.query.QueryException;
import dev.nightjar.web.access.AccessGate.Need;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;

/** Tries rules on stored history, beside the incidents that there really were. */
final class BacktestRoutes {
    private static final Duration USUAL = Duration.ofDays(30);
    private static final Duration LONGEST = Duration.ofDays(400);

    private final Alarms alarms;
    private final Postmortems postmortems;
    private final InstantSource clock;

    BacktestRoutes(Alarms alarms, Postmortems postmortems, InstantSource clock) {
        this.alarms = alarms;
        this.postmortems = postmortems;
        this.clock = clock;
    }

    void mount(ApiRouter router) {
        router.post("rules/backtest", Need.QUERY, this::backtest);
    }

    private Reply backtest(Exchange exchange) {
        JsonNode body = Json.body(exchange);
        String rules = Json.required(body, "rules");
        Duration since = since(body.path("sinceSeconds"));
        try {
            return Json.reply(alarms.backtest(rules, since, incidents(since)).stream()
                    .map(BacktestDocuments::of)
                    .toList());
        } catch (InvalidDefinitionsException e) {
            throw new HttpProblem(
                    400,
                    e.problems().stream().map(Problem::toString).collect(Collectors.joining("; ")),
                    "rules",
                    "send a rule file as Prometheus reads it");
        } catch (QueryException e) {
            throw new HttpProblem(422, String.valueOf(e.getMessage()), "rules", "try a shorter time or fewer series");
        }
    }

    private static Duration since(JsonNode seconds) {
        if (seconds.isMissingNode() || seconds.isNull()) {
            return USUAL;
        }
        Duration since = seconds.isIntegralNumber() ? Duration.ofSeconds(seconds.longValue()) : Duration.ZERO;
        if (since.compareTo(Duration.ofMinutes(1)) < 0 || since.compareTo(LONGEST) > 0) {
            throw new HttpProblem(
                    400,
                    "\"sinceSeconds\" must be a number from 60 to " + LONGEST.toSeconds() + ", found " + seconds,
                    "body",
                    null);
        }
        return since;
    }

    private List<KnownIncident> incidents(Duration since) {
        Instant now = clock.instant();
        Instant from = now.minus(since);
        return postmortems.incidents().stream()
                .map(incident -> known(incident, now))
                .filter(incident -> incident.until().isAfter(from))
                .toList();
    }

    private static KnownIncident known(Incident incident, Instant now) {
        Instant resolved = incident.resolvedAt();
        return new KnownIncident(
                incident.incidentId(),
                incident.title(),
                incident.service(),
                incident.impactStart(),
                resolved == null ? now : resolved);
    }
}
