package dev.nightjar.ingest.discovery;

import dev.nightjar.ingest.discovery.source.DiscoveryException;
import dev.nightjar.ingest.discovery.source.MetaLabel;
import dev.nightjar.ingest.discovery.source.TargetSource;
import dev.nightjar.ingest.scrapeconfig.DiscoveryConfig;
import dev.nightjar.ingest.scrapeconfig.TargetGroup;
import dev.nightjar.model.Labels;
import io.vertx.core.Future;
import io.vertx.core.dns.DnsClient;
import io.vertx.core.dns.DnsException;
import io.vertx.core.dns.DnsResponseCode;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Targets that the domain name system knows. Those of a name that cannot be resolved stay as they were. */
final class TargetNames implements TargetSource {
    private static final Logger LOG = LoggerFactory.getLogger(TargetNames.class);
    private static final String NAME = "__meta_dns_name";
    private static final int WAIT_SECONDS = 10;

    /** Names may be aliases of aliases; so many are followed. */
    private static final int MOST_ALIASES = 8;

    private final DiscoveryConfig.Dns config;
    private final DnsClient client;
    private final Map<String, TargetGroup> known = new HashMap<>();
    private final Map<String, String> problems = new HashMap<>();

    TargetNames(DiscoveryConfig.Dns config, DnsClient client) {
        this.config = config;
        this.client = client;
    }

    @Override
    public List<TargetGroup> read() throws DiscoveryException {
        List<TargetGroup> groups = new ArrayList<>();
        DiscoveryException failed = null;
        for (String name : config.names()) {
            try {
                known.put(name, new TargetGroup(name, resolve(name), Labels.of(NAME, name)));
                problems.remove(name);
            } catch (DiscoveryException e) {
                failed = e;
                complain(name, String.valueOf(e.getMessage()));
            }
            if (known.containsKey(name)) {
                groups.add(known.get(name));
            }
        }
        if (failed != null && problems.keySet().containsAll(config.names())) {
            throw failed;
        }
        return groups;
    }

    /** Where all names fail, the caller says so. */
    private void complain(String name, String problem) {
        if (!problem.equals(problems.put(name, problem)) && config.names().size() > 1) {
            LOG.warn("targets stay as they were: {}", problem);
        }
    }

    private List<Labels> resolve(String name) throws DiscoveryException {
        return switch (config.type()) {
            case "SRV" ->
                find(name, client::resolveSRV).stream()
                        .filter(record -> record.target() != null)
                        .map(record -> service(String.valueOf(record.target()), record.port()))
                        .toList();
            case "MX" ->
                find(name, client::resolveMX).stream()
                        .map(record -> server(record.name(), "__meta_dns_mx_record_target"))
                        .toList();
            case "NS" ->
                find(name, client::resolveNS).stream()
                        .map(server -> server(server, "__meta_dns_ns_record_target"))
                        .toList();
            case "AAAA" -> addresses(find(name, client::resolveAAAA));
            default -> addresses(find(name, client::resolveA));
        };
    }

    /** What is found of {@code name}, or of what it is an alias of: the client leaves out what is of another name. */
    private <T> List<T> find(String name, Function<String, Future<List<T>>> question) throws DiscoveryException {
        String asked = name;
        for (int aliases = 0; aliases < MOST_ALIASES; aliases++) {
            List<T> found = await(asked, question.apply(asked));
            List<String> alias = found.isEmpty() ? await(asked, client.resolveCNAME(asked)) : List.of();
            if (alias.isEmpty()) {
                return found;
            }
            asked = alias.getFirst();
        }
        throw new DiscoveryException("the name " + name + " is an alias of aliases, more than " + MOST_ALIASES);
    }

    private Labels service(String host, int port) {
        return Labels.of(
                MetaLabel.ADDRESS,
                address(host, port),
                "__meta_dns_srv_record_target",
                rooted(host),
                "__meta_dns_srv_record_port",
                Integer.toString(port));
    }

    private Labels server(String host, String label) {
        return Labels.of(MetaLabel.ADDRESS, address(host, config.port()), label, rooted(host));
    }

    private List<Labels> addresses(List<String> found) {
        return found.stream()
                .map(InetAddress::ofLiteral)
                .map(address -> Labels.of(MetaLabel.ADDRESS, MetaLabel.address(address, config.port())))
                .toList();
    }

    /** With its last dot, as Prometheus' labels have it. */
    private static String rooted(String host) {
        return host.endsWith(".") ? host : host + ".";
    }

    private static String address(String host, int port) {
        return MetaLabel.address(host.endsWith(".") ? host.substring(0, host.length() - 1) : host, port);
    }

    private static <T> List<T> await(String name, Future<List<T>> answer) throws DiscoveryException {
        try {
            return answer.toCompletionStage().toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DnsException refused) {
                if (refused.code() == DnsResponseCode.NXDOMAIN) {
                    return List.of();
                }
                throw new DiscoveryException("the name " + name + " cannot be resolved: " + refused.code());
            }
            throw new DiscoveryException("the name " + name + " cannot be resolved: no name server answered");
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
