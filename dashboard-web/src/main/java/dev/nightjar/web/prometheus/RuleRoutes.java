package dev.nightjar.web.prometheus;

import dev.nightjar.alerting.rules.AlertView;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.Reply;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Rules, and the alerts that they raised. */
final class RuleRoutes {
    private final RuleSource rules;
    private final MetricQueries queries;
    private final InstantSource clock;

    RuleRoutes(RuleSource rules, MetricQueries queries, InstantSource clock) {
        this.rules = rules;
        this.queries = queries;
        this.clock = clock;
    }

    void mount(PrometheusRouter router) {
        router.get("rules", this::rules);
        router.get("alerts", exchange -> Envelope.document(Map.of("alerts", alerts())));
        // alerts are paged from here, never sent on to an Alertmanager
        router.get(
                "alertmanagers",
                exchange ->
                        Envelope.document(Map.of("activeAlertmanagers", List.of(), "droppedAlertmanagers", List.of())));
    }

    private Reply rules(Exchange exchange) {
        QueryParameters parameters = new QueryParameters(exchange, clock);
        RuleFilter filter = RuleFilter.of(exchange, parameters.matchers(queries));
        boolean withAlerts = !parameters.flag("exclude_alerts", false);
        return Envelope.document(RulePages.of(exchange).page(rules.groups(), filter, withAlerts));
    }

    private List<Map<String, Object>> alerts() {
        return rules.alerts().stream()
                .map(AlertView::alert)
                .map(RuleJson::alert)
                .toList();
    }
}
