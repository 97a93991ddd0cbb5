package dev.nightjar.agent;

import dev.nightjar.agent.gateway.GatewaySettings;
import dev.nightjar.agent.host.HostPaths;
import dev.nightjar.agent.journald.JournalSettings;
import dev.nightjar.client.RetryPolicy;
import dev.nightjar.model.Labels;
import dev.nightjar.model.redact.RedactionRules;
import dev.nightjar.model.relabel.RelabelRules;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What an agent does.
 *
 * @param server root of the server, such as {@code http://127.0.0.1:7300}
 * @param token with the right to ingest; empty: none is sent
 * @param authority file of the authority to trust, in PEM; empty: whom Java trusts
 * @param instance this host's name, the {@code instance} label of all it sends
 * @param version of the program, told to the server
 * @param interval between two readings of the host
 * @param logs files to tail
 * @param journal how the journal of systemd is read; empty where it is not
 * @param gateway what is taken from services on this host
 * @param labels of everything sent, beside {@code instance}
 * @param state folder for checkpoints and what waits to be sent; must outlive the process
 * @param spoolBytes most room for metrics that wait to be sent
 * @param host where Linux shows what it counts
 * @param retry how long to wait when the server does not take something
 * @param redaction what is taken out of lines before they leave this host
 * @param metricRules what becomes of the labels of metrics before they leave, and which are dropped
 * @param logRules the same for the labels of log lines
 */
public record AgentConfig(
        URI server,
        String token,
        Optional<Path> authority,
        String instance,
        String version,
        Duration interval,
        List<LogFiles> logs,
        Optional<JournalSettings> journal,
        GatewaySettings gateway,
        Labels labels,
        Path state,
        long spoolBytes,
        HostPaths host,
        RetryPolicy retry,
        RedactionRules redaction,
        RelabelRules metricRules,
        RelabelRules logRules) {
    private static final long DEFAULT_SPOOL_BYTES = 256L << 20;

    public AgentConfig {
        if (instance.isBlank()) {
            throw new IllegalArgumentException("an agent needs a name for its host, found none");
        }
        if (!interval.isPositive()) {
            throw new IllegalArgumentException("interval must be longer than nothing, found " + interval);
        }
        if (spoolBytes < 1 << 20) {
            throw new IllegalArgumentException("the spool needs at least a megabyte, found " + spoolBytes + " bytes");
        }
        logs = List.copyOf(logs);
    }

    /** An agent with defaults: this host's name, every 15 s, no log files. */
    public static AgentConfig of(URI server, Path state) {
        return new AgentConfig(
                server,
                "",
                Optional.empty(),
                hostName(),
                "unknown",
                Duration.ofSeconds(15),
                List.of(),
                Optional.empty(),
                GatewaySettings.NONE,
                Labels.EMPTY,
                state,
                DEFAULT_SPOOL_BYTES,
                HostPaths.STANDARD,
                RetryPolicy.DEFAULTS,
                RedactionRules.NONE,
                RelabelRules.NONE,
                RelabelRules.NONE);
    }

    private static String hostName() {
        try {
            return java.net.InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    public AgentConfig withServer(URI to) {
        return with(next -> next.server = to);
    }

    public AgentConfig withToken(String to) {
        return with(next -> next.token = to);
    }

    public AgentConfig withAuthority(Path to) {
        return with(next -> next.authority = Optional.of(to));
    }

    public AgentConfig withInstance(String to) {
        return with(next -> next.instance = to);
    }

    public AgentConfig withVersion(String to) {
        return with(next -> next.version = to);
    }

    public AgentConfig withInterval(Duration to) {
        return with(next -> next.interval = to);
    }

    public AgentConfig withLogFiles(List<LogFiles> to) {
        return with(next -> next.logs = to);
    }

    public AgentConfig withJournal(JournalSettings to) {
        return with(next -> next.journal = Optional.of(to));
    }

    public AgentConfig withGateway(GatewaySettings to) {
        return with(next -> next.gateway = to);
    }

    public AgentConfig withLabels(Labels to) {
        return with(next -> next.labels = to);
    }

    public AgentConfig withState(Path to) {
        return with(next -> next.state = to);
    }

    public AgentConfig withSpoolBytes(long to) {
        return with(next -> next.spoolBytes = to);
    }

    public AgentConfig withHost(HostPaths to) {
        return with(next -> next.host = to);
    }

    public AgentConfig withRetry(RetryPolicy to) {
        return with(next -> next.retry = to);
    }

    public AgentConfig withRedaction(RedactionRules to) {
        return with(next -> next.redaction = to);
    }

    public AgentConfig withMetricRules(RelabelRules to) {
        return with(next -> next.metricRules = to);
    }

    public AgentConfig withLogRules(RelabelRules to) {
        return with(next -> next.logRules = to);
    }

    /** Files, folders and patterns, tailed as they are found. */
    public AgentConfig withLogs(List<String> paths) {
        return withLogFiles(paths.stream().map(LogFiles::of).toList());
    }

    private AgentConfig with(Consumer<Next> change) {
        Next next = new Next(this);
        change.accept(next);
        return next.made();
    }

    /** The same configuration, to be changed in one place before it is made. */
    private static final class Next {
        private URI server;
        private String token;
        private Optional<Path> authority;
        private String instance;
        private String version;
        private Duration interval;
        private List<LogFiles> logs;
        private Optional<JournalSettings> journal;
        private GatewaySettings gateway;
        private Labels labels;
        private Path state;
        private long spoolBytes;
        private HostPaths host;
        private RetryPolicy retry;
        private RedactionRules redaction;
        private RelabelRules metricRules;
        private RelabelRules logRules;

        Next(AgentConfig from) {
            server = from.server;
            token = from.token;
            authority = from.authority;
            instance = from.instance;
            version = from.version;
            interval = from.interval;
            logs = from.logs;
            journal = from.journal;
            gateway = from.gateway;
            labels = from.labels;
            state = from.state;
            spoolBytes = from.spoolBytes;
            host = from.host;
            retry = from.retry;
            redaction = from.redaction;
            metricRules = from.metricRules;
            logRules = from.logRules;
        }

        AgentConfig made() {
            return new AgentConfig(
                    server,
                    token,
                    authority,
                    instance,
                    version,
                    interval,
                    logs,
                    journal,
                    gateway,
                    labels,
                    state,
                    spoolBytes,
                    host,
                    retry,
                    redaction,
                    metricRules,
                    logRules);
        }
    }
}
