package dev.nightjar.agent;

import dev.nightjar.client.ShippingCounts;

/** The agent's account of itself. */
final class AgentMetrics {
    private AgentMetrics() {}

    static void lane(ShippingCounts counts, MetricWriter to) {
        to.add("nightjar_agent_metric_samples_delivered_total", counts.delivered());
        to.add("nightjar_agent_metric_samples_refused_total", counts.refused());
        to.add("nightjar_agent_metric_samples_dropped_total", counts.dropped());
        to.add("nightjar_agent_metric_retries_total", counts.retries());
        to.add("nightjar_agent_metric_queued_bytes", counts.queuedBytes());
    }
}
