package dev.nightjar.web.api;

import dev.nightjar.model.Labels;
import dev.nightjar.web.http.Json;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * The agents there are, by what they said of themselves within a day: the metrics are all the server keeps of them, so
 * the list is the same after a restart, and one that was taken away is forgotten.
 */
final class AgentRoutes {
    private static final String WITHIN = "[1d]";

    /** Readings an agent may miss before it counts as silent; and it gets a minute in any case. */
    private static final double READINGS_MISSED = 4;

    private static final double LEAST_SECONDS = 60;

    private final MetricAnswers metrics;
    private final InstantSource clock;

    AgentRoutes(MetricAnswers metrics, InstantSource clock) {
        this.metrics = metrics;
        this.clock = clock;
    }

    void mount(ApiRouter router) {
        router.get("agents", exchange -> Json.reply(agents(clock.millis())));
    }

    AgentDocuments.Agents agents(long nowMillis) {
        Map<String, Double> interval = last("nightjar_agent_interval_seconds", nowMillis);
        Map<String, Double> lag = last("nightjar_agent_log_lag_bytes", nowMillis);
        Map<String, Double> queue = last("nightjar_agent_metric_queued_bytes", nowMillis);
        Map<String, Double> dropped = growth("nightjar_agent_metric_samples_dropped_total", nowMillis);
        Map<String, Double> refused = growth("nightjar_agent_metric_samples_refused_total", nowMillis);
        Map<String, Double> lines = growth("nightjar_agent_log_lines_refused_total", nowMillis);
        Map<String, Double> vanished = growth("nightjar_agent_log_files_vanished_total", nowMillis);
        Map<String, AgentDocuments.Agent> found = new HashMap<>();
        metrics.now("ts_of_last_over_time(nightjar_agent_build_info" + WITHIN + ")", nowMillis)
                .forEach((labels, seconds) -> {
                    String instance = labels.get("instance");
                    double every = interval.getOrDefault(instance, 0.0);
                    long seenMillis = Math.round(seconds * 1000);
                    double quietSeconds = (nowMillis - seenMillis) / 1000.0;
                    AgentDocuments.Agent agent = new AgentDocuments.Agent(
                            instance,
                            labels.get("version"),
                            seenMillis,
                            quietSeconds > Math.max(LEAST_SECONDS, READINGS_MISSED * every),
                            every,
                            count(lag, instance),
                            count(queue, instance),
                            count(dropped, instance) + count(refused, instance),
                            count(lines, instance),
                            count(vanished, instance));
                    found.merge(instance, agent, AgentRoutes::later); // two versions: it was upgraded
                });
        return new AgentDocuments.Agents(found.values().stream()
                .sorted(Comparator.comparing(AgentDocuments.Agent::silent)
                        .reversed()
                        .thenComparing(AgentDocuments.Agent::instance))
                .toList());
    }

    private static AgentDocuments.Agent later(AgentDocuments.Agent one, AgentDocuments.Agent other) {
        return one.lastSeenMillis() >= other.lastSeenMillis() ? one : other;
    }

    private static long count(Map<String, Double> of, String instance) {
        return Math.round(of.getOrDefault(instance, 0.0));
    }

    private Map<String, Double> last(String metric, long nowMillis) {
        return byInstance("max by (instance) (last_over_time(" + metric + WITHIN + "))", nowMillis);
    }

    /** By its first and last value where it never fell, since {@code increase} would extrapolate to the whole day. */
    private Map<String, Double> growth(String metric, long nowMillis) {
        return byInstance(
                "sum by (instance) (max_over_time(" + metric + WITHIN + ") - min_over_time(" + metric + WITHIN + "))",
                nowMillis);
    }

    private Map<String, Double> byInstance(String query, long nowMillis) {
        Map<String, Double> values = new HashMap<>();
        Map<Labels, Double> found = metrics.now(query, nowMillis);
        found.forEach((labels, value) -> values.put(labels.get("instance"), value));
        return values;
    }
}
