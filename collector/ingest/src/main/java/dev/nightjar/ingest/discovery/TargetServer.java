package dev.nightjar.ingest.discovery;

import dev.nightjar.definition.ShownUrl;
import dev.nightjar.ingest.discovery.source.DiscoveryException;
import dev.nightjar.ingest.discovery.source.TargetSource;
import dev.nightjar.ingest.fetch.FetchClient;
import dev.nightjar.ingest.fetch.FetchException;
import dev.nightjar.ingest.fetch.Fetched;
import dev.nightjar.ingest.scrapeconfig.DiscoveryConfig;
import dev.nightjar.ingest.scrapeconfig.TargetGroup;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Targets that an HTTP server lists. */
final class TargetServer implements TargetSource {
    private static final String META = "__meta_url";
    private static final int MOST_BYTES = 64 << 20;
    private static final Duration MOST_WAIT = Duration.ofSeconds(30);

    private final DiscoveryConfig.HttpList config;
    private final FetchClient client;

    TargetServer(DiscoveryConfig.HttpList config, FetchClient client) {
        this.config = config;
        this.client = client;
    }

    @Override
    public List<TargetGroup> read() throws DiscoveryException {
        Duration timeout = config.refresh().compareTo(MOST_WAIT) < 0 ? config.refresh() : MOST_WAIT;
        try {
            Fetched answer = client.get(
                    config.url(),
                    Map.of(
                            "Accept", "application/json",
                            "User-Agent", "Nightjar",
                            "X-Prometheus-Refresh-Interval-Seconds",
                                    Double.toString(config.refresh().toMillis() / 1000.0)),
                    timeout,
                    MOST_BYTES,
                    4096);
            if (!answer.contentType().toLowerCase(Locale.ROOT).startsWith("application/json")) {
                throw new DiscoveryException(ShownUrl.of(config.url()) + " answered with Content-Type \""
                        + answer.contentType() + "\", which must be application/json");
            }
            return TargetList.parse(
                    ShownUrl.of(config.url()),
                    new String(answer.body(), 0, answer.length(), StandardCharsets.UTF_8),
                    META);
        } catch (FetchException e) {
            throw new DiscoveryException(e.text());
        }
    }

    @Override
    public Duration refresh() {
        return config.refresh();
    }

    @Override
    public void close() {
        client.close();
    }
}
