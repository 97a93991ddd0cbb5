package dev.nightjar.agent;

import dev.nightjar.agent.host.HostPaths;
import dev.nightjar.client.RetryPolicy;
import dev.nightjar.model.Labels;
import dev.nightjar.model.redact.RedactionRules;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What an agent does.
 *
 * @param server root of the server, such as {@code http://127.0.0.1:7300}
 * @param token with the right to ingest; empty: none is sent
 * @param instance this host's name, the {@code instance} label of all it sends
 * @param interval between two readings of the host
 * @param logs folders (every file in them that is not a rotated or compressed one) or patterns such as
 *     {@code /var/log/app/*.log}, wildcards in the file's name only
 * @param labels of everything sent, beside {@code instance}
 * @param state folder for checkpoints; must outlive the process
 * @param host where Linux shows what it counts
 * @param redaction what is taken out of lines before they leave this host
 * @param retry how long to wait when the server does not take something
 */
public record AgentConfig(
        URI server,
        String token,
        String instance,
        Duration interval,
        List<String> logs,
        Labels labels,
        Path state,
        HostPaths host,
        RetryPolicy retry,
        RedactionRules redaction) {
    public AgentConfig {
        if (instance.isBlank()) {
            throw new IllegalArgumentException("an agent needs a name for its host, found none");
        }
        if (!interval.isPositive()) {
            throw new IllegalArgumentException("interval must be longer than nothing, found " + interval);
        }
        logs = List.copyOf(logs);
        logs.forEach(LogSource::parse);
    }

    /** An agent with defaults: this host's name, every 15 s, no log files. */
    public static AgentConfig of(URI server, Path state) {
        return new AgentConfig(
                server,
                "",
                hostName(),
                Duration.ofSeconds(15),
                List.of(),
                Labels.EMPTY,
                state,
                HostPaths.STANDARD,
                RetryPolicy.DEFAULTS,
                RedactionRules.NONE);
    }

    private static String hostName() {
        try {
            return java.net.InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    public AgentConfig withToken(String bearer) {
        return new AgentConfig(server, bearer, instance, interval, logs, labels, state, host, retry, redaction);
    }

    public AgentConfig withInstance(String name) {
        return new AgentConfig(server, token, name, interval, logs, labels, state, host, retry, redaction);
    }

    public AgentConfig withInterval(Duration between) {
        return new AgentConfig(server, token, instance, between, logs, labels, state, host, retry, redaction);
    }

    public AgentConfig withLogs(List<String> foldersOrPatterns) {
        return new AgentConfig(
                server, token, instance, interval, foldersOrPatterns, labels, state, host, retry, redaction);
    }

    public AgentConfig withLabels(Labels extra) {
        return new AgentConfig(server, token, instance, interval, logs, extra, state, host, retry, redaction);
    }

    public AgentConfig withHost(HostPaths paths) {
        return new AgentConfig(server, token, instance, interval, logs, labels, state, paths, retry, redaction);
    }

    public AgentConfig withRetry(RetryPolicy policy) {
        return new AgentConfig(server, token, instance, interval, logs, labels, state, host, policy, redaction);
    }

    public AgentConfig withRedaction(RedactionRules rules) {
        return new AgentConfig(server, token, instance, interval, logs, labels, state, host, retry, rules);
    }
}
