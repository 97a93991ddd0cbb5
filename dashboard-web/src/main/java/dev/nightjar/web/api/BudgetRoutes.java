package dev.nightjar.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.alerting.slo.BudgetClaim;
import dev.nightjar.alerting.slo.OpenSloText;
import dev.nightjar.model.event.ChangeEvent.ChangeRecorded;
import dev.nightjar.postmortems.Postmortems;
import dev.nightjar.postmortems.incident.Incident;
import dev.nightjar.web.access.AccessGate.Need;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** What error budgets went to: incidents, deploys, maintenances and nothing that is known; and what was corrected away. */
final class BudgetRoutes {
    /** What goes wrong so soon after a change is charged to it, unless an incident claims it. */
    private static final Duration BAKE = Duration.ofHours(1);

    private static final String MAINTENANCE = "maintenance";

    private final Alarms alarms;
    private final Postmortems postmortems;
    private final InstantSource clock;

    BudgetRoutes(Alarms alarms, Postmortems postmortems, InstantSource clock) {
        this.alarms = alarms;
        this.postmortems = postmortems;
        this.clock = clock;
    }

    void mount(ApiRouter router) {
        router.get("slos/:name/budget", this::budget);
        router.get("slos/:name/openslo", this::openSlo);
        router.post("slos/:name/corrections", Need.RESPOND, this::correct);
        router.post("slos/:name/corrections/:id/withdraw", Need.RESPOND, this::withdraw);
    }

    private Reply budget(Exchange exchange) {
        dev.nightjar.alerting.slo.Slo slo = objective(exchange);
        Instant now = clock.instant();
        List<BudgetClaim> claims = claims(slo.service(), slo.over().at(now).from(), now);
        return alarms.budget(slo.name(), claims)
                .map(BudgetDocuments::of)
                .map(Json::reply)
                .orElseThrow(() -> unknown(slo.name()));
    }

    private Reply openSlo(Exchange exchange) {
        return Reply.text(200, "application/yaml; charset=utf-8", OpenSloText.of(objective(exchange)));
    }

    private dev.nightjar.alerting.slo.Slo objective(Exchange exchange) {
        String name = exchange.path("name");
        return alarms.objective(name).orElseThrow(() -> unknown(name));
    }

    private static HttpProblem unknown(String name) {
        return HttpProblem.notFound("there is no objective \"" + name + "\"", "GET /nightjar/v1/slos lists them");
    }

    private List<BudgetClaim> claims(String service, Instant from, Instant now) {
        List<BudgetClaim> claims = new ArrayList<>();
        for (Incident incident : postmortems.incidents()) {
            Instant resolved = incident.resolvedAt();
            Instant until = resolved == null ? now : resolved;
            if (incident.service().equals(service)
                    && until.isAfter(from)
                    && incident.impactStart().isBefore(until)) {
                claims.add(new BudgetClaim(
                        BudgetClaim.Kind.INCIDENT,
                        incident.incidentId(),
                        incident.title(),
                        incident.impactStart(),
                        until));
            }
        }
        for (ChangeRecorded change : postmortems.changes(service, from.minus(BAKE), now)) {
            boolean maintained = change.kind().equals(MAINTENANCE);
            claims.add(new BudgetClaim(
                    maintained ? BudgetClaim.Kind.MAINTENANCE : BudgetClaim.Kind.DEPLOY,
                    change.changeId(),
                    change.summary(),
                    change.at(),
                    change.at().plus(BAKE)));
        }
        return claims;
    }

    private Reply correct(Exchange exchange) {
        String by = ApiRouter.user(exchange);
        JsonNode body = Json.body(exchange);
        dev.nightjar.alerting.slo.Slo slo = objective(exchange);
        return Json.reply(BudgetDocuments.correction(alarms.correct(
                slo.name(),
                time(body, "fromMillis"),
                time(body, "untilMillis"),
                Json.required(body, "reason"),
                by,
                Json.required(body, "approvedBy"))));
    }

    private static Instant time(JsonNode body, String name) {
        JsonNode value = body.path(name);
        if (!value.isIntegralNumber()) {
            throw new HttpProblem(400, "\"" + name + "\" must be milliseconds since the epoch", "body", null);
        }
        return Instant.ofEpochMilli(value.longValue());
    }

    private Reply withdraw(Exchange exchange) {
        String by = ApiRouter.user(exchange);
        String id = exchange.path("id");
        if (!alarms.withdrawCorrection(id, by)) {
            throw HttpProblem.notFound(
                    "there is no correction \"" + id + "\" in force", "GET /nightjar/v1/slos/:name/budget lists them");
        }
        return budget(exchange);
    }
}
