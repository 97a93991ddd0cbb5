package dev.nightjar.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.web.access.AccessGate.Need;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Reply;
import java.time.Duration;

/** The deploy gate: whether a service may be changed now, and somebody's word that it may all the same. */
final class GateRoutes {
    private static final Duration USUAL_OVERRIDE = Duration.ofHours(1);

    private final Budgets budgets;
    private final BudgetClaims claims;

    GateRoutes(Budgets budgets, BudgetClaims claims) {
        this.budgets = budgets;
        this.claims = claims;
    }

    void mount(ApiRouter router) {
        router.get("gate", Need.GATE, this::ask);
        router.post("gate/override", Need.OVERRIDE, this::override);
    }

    private Reply ask(Exchange exchange) {
        String service = exchange.parameter("service")
                .filter(name -> !name.isBlank())
                .orElseThrow(() -> new HttpProblem(
                        400, "which service is to be changed?", "service", "ask for /nightjar/v1/gate?service=NAME"));
        return of(service);
    }

    private Reply of(String service) {
        return Json.reply(GateDocuments.of(budgets.gate(service, claims::of)));
    }

    private Reply override(Exchange exchange) {
        String by = ApiRouter.user(exchange);
        JsonNode body = Json.body(exchange);
        String service = Json.required(body, "service");
        budgets.override(service, Json.required(body, "reason"), by, time(body.path("forSeconds")));
        return of(service);
    }

    private static Duration time(JsonNode seconds) {
        if (seconds.isMissingNode() || seconds.isNull()) {
            return USUAL_OVERRIDE;
        }
        if (!seconds.isIntegralNumber()) {
            throw new HttpProblem(400, "\"forSeconds\" must be a whole number", "body", "such as 3600");
        }
        return Duration.ofSeconds(seconds.longValue());
    }
}
