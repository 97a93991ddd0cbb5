package dev.nightjar.alerting.rules;

import dev.nightjar.alerting.template.Template;
import dev.nightjar.definition.heartbeat.Heartbeat;
import dev.nightjar.definition.heartbeat.HeartbeatFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The alerts of heartbeats by URL, as rules like all others: one when the next sign has not come by the time that the
 * store says it is due, one when the last run said that it failed.
 */
public final class HeartbeatRules {
    private static final String DUE = "nightjar_heartbeat_due_timestamp_seconds";
    private static final String EXIT_CODE = "nightjar_heartbeat_exit_code";
    private static final String GROUP = "heartbeats";

    private HeartbeatRules() {}

    /** Nothing where there are no heartbeats. */
    public static Optional<RuleGroup> of(List<Heartbeat> heartbeats, Expressions expressions) {
        List<Rule> rules = new ArrayList<>();
        Duration shortest = Duration.ofMinutes(15);
        for (Heartbeat heartbeat : heartbeats) {
            rules.add(rule(
                    heartbeat,
                    "HeartbeatMissing",
                    "time() - " + DUE + selector(heartbeat) + " > 0",
                    "No sign of life of {{ $labels.heartbeat }}",
                    "It was due " + rhythm(heartbeat) + ", and is overdue for {{ $value | humanizeDuration }}.",
                    expressions));
            rules.add(rule(
                    heartbeat,
                    "HeartbeatFailed",
                    EXIT_CODE + selector(heartbeat) + " > 0",
                    "{{ $labels.heartbeat }} failed",
                    "Its last run ended with exit code {{ $value }}.",
                    expressions));
            shortest = heartbeat.grace().compareTo(shortest) < 0 ? heartbeat.grace() : shortest;
        }
        return rules.isEmpty()
                ? Optional.empty()
                : Optional.of(new RuleGroup(HeartbeatFile.NAME, GROUP, interval(shortest), 0, Duration.ZERO, rules));
    }

    /** Found out within a sixtieth of the shortest grace, but not more often than each second. */
    private static Duration interval(Duration shortestGrace) {
        return Duration.ofMillis(Math.clamp(shortestGrace.toMillis() / 60 / 1000 * 1000, 1_000, 15_000));
    }

    private static Rule rule(
            Heartbeat of, String name, String query, String summary, String description, Expressions expressions) {
        SequencedMap<String, Template> labels = new LinkedHashMap<>();
        labels.put("severity", Template.parse(escaped(of.severity())));
        return new Rule.AlertRule(
                HeartbeatFile.NAME + ";" + GROUP + ";" + name + ";" + of.name(),
                name,
                Language.PROMQL,
                query,
                expressions.prepare(query),
                Duration.ZERO,
                Duration.ZERO,
                // nothing stored is no sign of life: what fires goes on
                new RulePolicy(RulePolicy.NoData.KEEP, RulePolicy.OnError.ALERT),
                labels,
                Map.of("summary", Template.parse(summary), "description", Template.parse(description)));
    }

    private static String selector(Heartbeat of) {
        return "{heartbeat=\"" + of.name().replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
    }

    private static String rhythm(Heartbeat of) {
        return escaped(of.rhythm().text());
    }

    private static String escaped(String text) {
        return text.replace("{{", "{{ `{{` }}");
    }
}
