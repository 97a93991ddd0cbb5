package dev.nightjar.server.wiring;

import dev.nightjar.alerting.Alerting;
import dev.nightjar.alerting.delivery.DeliveryCounts;
import dev.nightjar.alerting.rules.ActiveAlert;
import dev.nightjar.alerting.rules.GroupView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Whether rules are evaluated in time and messages get through, in Prometheus' text format. */
public final class AlertingMetrics {
    private final Alerting alerting;

    public AlertingMetrics(Alerting alerting) {
        this.alerting = alerting;
    }

    public String expose() {
        List<GroupView> groups = alerting.groups();
        ExpositionText text = new ExpositionText();
        text.gauge("nightjar_rule_group_rules", "Rules of the group.");
        byGroup(groups, text, group -> group.rules().size());
        text.gauge("nightjar_rule_group_rules_failing", "Rules of the group whose last evaluation failed.");
        byGroup(groups, text, AlertingMetrics::failing);
        text.counter(
                "nightjar_rule_group_iterations_missed_total",
                "Evaluations left out because the one before was still at work.");
        byGroup(groups, text, GroupView::missed);
        text.gauge("nightjar_rule_group_last_duration_seconds", "What the rules took together when evaluated last.");
        byGroup(groups, text, AlertingMetrics::took);
        text.gauge("nightjar_rule_group_interval_seconds", "Time between two evaluations.");
        byGroup(groups, text, group -> seconds(group.group().interval()));
        text.gauge(
                "nightjar_rule_group_last_evaluation_timestamp_seconds",
                "When the group was evaluated last, in seconds since 1970; 0 before the first time.");
        byGroup(groups, text, AlertingMetrics::evaluatedAt);

        List<ActiveAlert> alerts = groups.stream()
                .flatMap(group -> group.rules().stream())
                .flatMap(rule -> rule.alerts().stream())
                .toList();
        long firing = alerts.stream().filter(ActiveAlert::firing).count();
        text.gauge("nightjar_alerts", "Alerts of all rules, by state.")
                .sample(firing, "state", "firing")
                .sample(alerts.size() - firing, "state", "pending");
        text.counter(
                "nightjar_page_messages_total", "Attempts to reach people on call, by channel and how they ended.");
        deliveries(alerting.pageDeliveries(), text);
        text.counter("nightjar_notices_total", "Attempts to tell receivers, by integration and how they ended.");
        deliveries(alerting.noticeDeliveries(), text);
        return text.toString();
    }

    private static void byGroup(List<GroupView> groups, ExpositionText to, Function<GroupView, Number> value) {
        groups.forEach(
                group -> to.sample(value.apply(group), "group", group.group().id()));
    }

    private static long failing(GroupView group) {
        return group.rules().stream()
                .filter(rule -> rule.health().error() != null)
                .count();
    }

    private static double took(GroupView group) {
        return seconds(group.rules().stream().map(rule -> rule.health().took()).reduce(Duration.ZERO, Duration::plus));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static long evaluatedAt(GroupView group) {
        Instant last = group.lastEvaluation();
        return last == null ? 0 : last.getEpochSecond();
    }

    private static void deliveries(DeliveryCounts counts, ExpositionText to) {
        counts.sums()
                .forEach((way, outcomes) -> outcomes.forEach((outcome, count) ->
                        to.sample(count, "way", way, "outcome", outcome.name().toLowerCase(Locale.ROOT))));
    }
}
