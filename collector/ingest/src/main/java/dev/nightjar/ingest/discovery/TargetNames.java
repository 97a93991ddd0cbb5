package dev.nightjar.ingest.discovery;

import dev.nightjar.ingest.discovery.source.DiscoveryException;
import dev.nightjar.ingest.discovery.source.MetaLabel;
import dev.nightjar.ingest.discovery.source.TargetSource;
import dev.nightjar.ingest.scrapeconfig.DiscoveryConfig;
import dev.nightjar.ingest.scrapeconfig.TargetGroup;
import dev.nightjar.model.Labels;
import io.vertx.core.Future;
import io.vertx.core.dns.DnsClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Targets that the domain name system knows. */
final class TargetNames implements TargetSource {
    private static final String NAME = "__meta_dns_name";
    private static final int WAIT_SECONDS = 10;

    private final DiscoveryConfig.Dns config;
    private final DnsClient client;

    TargetNames(DiscoveryConfig.Dns config, DnsClient client) {
        this.config = config;
        this.client = client;
    }

    @Override
    public List<TargetGroup> read() throws DiscoveryException {
        List<TargetGroup> groups = new ArrayList<>();
        for (String name : config.names()) {
            groups.add(new TargetGroup(name, resolve(name), Labels.of(NAME, name)));
        }
        return groups;
    }

    private List<Labels> resolve(String name) throws DiscoveryException {
        return switch (config.type()) {
            case "SRV" ->
                await(name, client.resolveSRV(name)).stream()
                        .filter(record -> record.target() != null)
                        .map(record -> service(String.valueOf(record.target()), record.port()))
                        .toList();
            case "MX" ->
                await(name, client.resolveMX(name)).stream()
                        .map(record -> Labels.of(
                                MetaLabel.ADDRESS,
                                address(record.name(), config.port()),
                                "__meta_dns_mx_record_target",
                                record.name()))
                        .toList();
            case "NS" ->
                await(name, client.resolveNS(name)).stream()
                        .map(server -> Labels.of(
                                MetaLabel.ADDRESS,
                                address(server, config.port()),
                                "__meta_dns_ns_record_target",
                                server))
                        .toList();
            case "AAAA" -> addresses(await(name, client.resolveAAAA(name)));
            default -> addresses(await(name, client.resolveA(name)));
        };
    }

    private static Labels service(String host, int port) {
        return Labels.of(
                MetaLabel.ADDRESS,
                address(host, port),
                "__meta_dns_srv_record_target",
                host,
                "__meta_dns_srv_record_port",
                Integer.toString(port));
    }

    private List<Labels> addresses(List<String> found) {
        return found.stream()
                .map(address -> Labels.of(MetaLabel.ADDRESS, address(address, config.port())))
                .toList();
    }

    /** A rooted name's last dot is left out. */
    private static String address(String host, int port) {
        String plain = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return MetaLabel.address(plain, port);
    }

    private static <T> List<T> await(String name, Future<List<T>> answer) throws DiscoveryException {
        try {
            return answer.toCompletionStage().toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new DiscoveryException("the name " + name + " cannot be resolved: " + cause.getMessage());
        } catch (TimeoutException e) {
            throw new DiscoveryException("the name " + name + " was not resolved within " + WAIT_SECONDS + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DiscoveryException("Nightjar is stopping");
        }
    }

    @Override
    public Duration refresh() {
        return config.refresh();
    }

    @Override
    public void close() {
        var _ = client.close();
    }
}
