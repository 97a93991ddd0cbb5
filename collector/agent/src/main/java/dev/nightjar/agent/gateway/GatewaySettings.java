package dev.nightjar.agent.gateway;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the agent takes from services on its host.
 *
 * @param otlp where OTLP over HTTP is taken
 * @param statsd where StatsD's datagrams are taken
 * @param scrapes a {@code prometheus.yml} that says which services are asked for their metrics
 */
public record GatewaySettings(
        Optional<InetSocketAddress> otlp, Optional<InetSocketAddress> statsd, Optional<Path> scrapes) {
    public static final GatewaySettings NONE =
            new GatewaySettings(Optional.empty(), Optional.empty(), Optional.empty());

    /** Whether samples come by another way than OTLP. */
    public boolean feeds() {
        return statsd.isPresent() || scrapes.isPresent();
    }
}
