package dev.nightjar.agent;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import dev.nightjar.client.ShippingCounts;

/** The agent's account of itself. */
final class AgentMetrics {
    private static final Family DELIVERED =
            Family.counter("nightjar_agent_metric_samples_delivered_total", "Samples the server has.");
    private static final Family REFUSED =
            Family.counter("nightjar_agent_metric_samples_refused_total", "Samples the server did not want.");
    private static final Family DROPPED = Family.counter(
            "nightjar_agent_metric_samples_dropped_total", "Samples lost because there was no room to keep them.");
    private static final Family RETRIES =
            Family.counter("nightjar_agent_metric_retries_total", "Attempts to send beyond the first.");
    private static final Family QUEUED =
            Family.gauge("nightjar_agent_metric_queued_bytes", "Bytes of samples that wait to be sent.");

    private AgentMetrics() {}

    static void lane(ShippingCounts counts, MetricWriter to) {
        to.add(DELIVERED, counts.delivered());
        to.add(REFUSED, counts.refused());
        to.add(DROPPED, counts.dropped());
        to.add(RETRIES, counts.retries());
        to.add(QUEUED, counts.queuedBytes());
    }
}
