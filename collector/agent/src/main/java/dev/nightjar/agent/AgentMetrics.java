package dev.nightjar.agent;

import dev.nightjar.agent.gateway.Gateway;
import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import dev.nightjar.agent.spool.DiskSpool;
import dev.nightjar.agent.spool.SpoolCounts;

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

    private static final Family BUILD =
            Family.gauge("nightjar_agent_build_info", "The agent that watches this host, always 1.");
    private static final Family INTERVAL =
            Family.gauge("nightjar_agent_interval_seconds", "Time between two readings of this host.");

    private static final Family REQUESTS =
            Family.counter("nightjar_agent_gateway_requests_total", "Requests of services taken, since the start.");
    private static final Family REQUESTS_DELIVERED =
            Family.counter("nightjar_agent_gateway_requests_delivered_total", "Requests of services the server has.");
    private static final Family REQUESTS_REFUSED = Family.counter(
            "nightjar_agent_gateway_requests_refused_total", "Requests of services the server did not want.");
    private static final Family REQUESTS_DROPPED = Family.counter(
            "nightjar_agent_gateway_requests_dropped_total", "Requests of services lost for want of room.");
    private static final Family REQUESTS_QUEUED =
            Family.gauge("nightjar_agent_gateway_queued_bytes", "Bytes of requests that wait to be sent.");

    private AgentMetrics() {}

    /** By these the server knows its agents, and when one is overdue. */
    static void identity(AgentConfig config, MetricWriter to) {
        to.add(BUILD, 1, "version", config.version());
        to.add(INTERVAL, config.interval().toMillis() / 1000.0);
    }

    /** Counts since the spool was made, whatever happened to the agent in between. */
    static void spool(DiskSpool spool, long retries, MetricWriter to) {
        SpoolCounts counts = spool.counts();
        to.add(DELIVERED, counts.delivered());
        to.add(REFUSED, counts.refused());
        to.add(DROPPED, counts.dropped());
        to.add(RETRIES, retries);
        to.add(QUEUED, spool.bytes());
    }

    static void gateway(Gateway gateway, DiskSpool spool, MetricWriter to) {
        SpoolCounts counts = spool.counts();
        to.add(REQUESTS, gateway.taken());
        to.add(REQUESTS_DELIVERED, counts.delivered());
        to.add(REQUESTS_REFUSED, counts.refused());
        to.add(REQUESTS_DROPPED, counts.dropped());
        to.add(REQUESTS_QUEUED, spool.bytes());
    }
}
