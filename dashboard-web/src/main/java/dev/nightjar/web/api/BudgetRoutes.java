package dev.nightjar.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.alerting.slo.OpenSloText;
import dev.nightjar.alerting.slo.Slo;
import dev.nightjar.postmortems.Postmortems;
import dev.nightjar.web.access.AccessGate.Need;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Reply;
import java.time.Instant;
import java.util.Map;

/** What error budgets went to: incidents, deploys, maintenances and nothing that is known; and what was corrected away. */
final class BudgetRoutes {
    private final Alarms alarms;
    private final Budgets budgets;
    private final BudgetClaims claims;
    private final Postmortems postmortems;

    BudgetRoutes(Alarms alarms, BudgetClaims claims, Postmortems postmortems) {
        this.alarms = alarms;
        this.budgets = alarms.budgets();
        this.claims = claims;
        this.postmortems = postmortems;
    }

    void mount(ApiRouter router) {
        router.get("slos/:name/budget", this::budget);
        router.get("slos/:name/openslo", this::openSlo);
        router.post("slos/:name/corrections", Need.RESPOND, this::correct);
        router.post("slos/:name/corrections/:id/withdraw", Need.RESPOND, this::withdraw);
        router.post("incidents/:id/exempt", Need.RESPOND, this::exempt);
        router.post("incidents/:id/exempt/withdraw", Need.RESPOND, this::withdrawExemption);
    }

    private Reply budget(Exchange exchange) {
        Slo slo = objective(exchange);
        return budgets.budget(slo.name(), claims.of(slo))
                .map(BudgetDocuments::of)
                .map(Json::reply)
                .orElseThrow(() -> unknown(slo.name()));
    }

    private Reply openSlo(Exchange exchange) {
        return Reply.text(200, "application/yaml; charset=utf-8", OpenSloText.of(objective(exchange)));
    }

    private Slo objective(Exchange exchange) {
        String name = exchange.path("name");
        return alarms.objective(name).orElseThrow(() -> unknown(name));
    }

    private static HttpProblem unknown(String name) {
        return HttpProblem.notFound("there is no objective \"" + name + "\"", "GET /nightjar/v1/slos lists them");
    }

    private Reply correct(Exchange exchange) {
        String by = ApiRouter.user(exchange);
        JsonNode body = Json.body(exchange);
        Slo slo = objective(exchange);
        return Json.reply(BudgetDocuments.correction(budgets.correct(
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
        if (!budgets.withdrawCorrection(id, by)) {
            throw HttpProblem.notFound(
                    "there is no correction \"" + id + "\" in force", "GET /nightjar/v1/slos/:name/budget lists them");
        }
        return budget(exchange);
    }

    private Reply exempt(Exchange exchange) {
        String by = ApiRouter.user(exchange);
        JsonNode body = Json.body(exchange);
        String id = exchange.path("id");
        if (postmortems.incident(id).isEmpty()) {
            throw HttpProblem.notFound("there is no incident \"" + id + "\"", "GET /nightjar/v1/incidents lists them");
        }
        return Json.reply(BudgetDocuments.exemption(
                budgets.exempt(id, Json.required(body, "reason"), by, Json.required(body, "approvedBy"))));
    }

    private Reply withdrawExemption(Exchange exchange) {
        String by = ApiRouter.user(exchange);
        String id = exchange.path("id");
        if (!budgets.withdrawExemption(id, by)) {
            throw HttpProblem.notFound(
                    "incident \"" + id + "\" is not exempt", "GET /nightjar/v1/slos/:name/budget says which are");
        }
        return Json.reply(Map.of());
    }
}
