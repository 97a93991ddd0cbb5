package dev.nightjar.server;

import dev.nightjar.model.Labels;
import dev.nightjar.query.QueryLimits;
import dev.nightjar.query.promql.QueryOptions;
import dev.nightjar.server.config.ConfigText;
import dev.nightjar.server.config.DurationText;
import dev.nightjar.server.config.NightjarConfig;
import dev.nightjar.web.prometheus.OwnFamily;
import dev.nightjar.web.prometheus.ProgramFacts;
import dev.nightjar.web.prometheus.ReloadState;
import dev.nightjar.web.prometheus.ShownConfiguration;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What this process says of itself on the status pages. */
final class ProgramDescription {
    private ProgramDescription() {}

    /**
     * @param scraped what is scraped, as YAML; empty for nothing
     * @param externalLabels what tells it from others
     * @param metrics its own
     * @param parts that run, and whether each is well
     */
    static ProgramFacts of(
            NightjarConfig config,
            Supplier<String> scraped,
            Supplier<Labels> externalLabels,
            Supplier<ReloadState> reload,
            Supplier<List<OwnFamily>> metrics,
            Supplier<Map<String, Boolean>> parts,
            InstantSource clock) {
        QueryLimits limits = QueryLimits.DEFAULTS;
        String retention = DurationText.text(config.metrics().retention());
        return new ProgramFacts(
                Version.TEXT,
                clock.instant(),
                Path.of("").toAbsolutePath(),
                hostName(),
                retention,
                Map.of(
                        "query.lookback-delta",
                                DurationText.text(QueryOptions.defaults().lookback()),
                        "query.timeout", DurationText.text(limits.timeout()),
                        "query.max-samples", Long.toString(limits.maxSamples()),
                        "storage.tsdb.path", config.data().resolve("tsdb").toString(),
                        "storage.tsdb.retention.time", retention,
                        "web.listen-address", config.listen().toString(),
                        "web.external-url", config.baseUrl(),
                        "web.cors.origin", config.web().corsOrigin(),
                        "web.enable-admin-api", "true",
                        "web.enable-remote-write-receiver", "true"),
                new ShownConfiguration(
                        () -> ConfigText.yaml(config) + scraped.get(),
                        () -> ConfigText.yaml(NightjarConfig.DEFAULTS),
                        () -> ConfigText.differences(config, NightjarConfig.DEFAULTS)),
                externalLabels,
                reload,
                metrics,
                new RunningProcess(parts));
    }

    static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
