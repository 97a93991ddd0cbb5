package dev.nightjar.ingest.discovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nightjar.ingest.discovery.source.DiscoveryException;
import dev.nightjar.ingest.discovery.source.MetaLabel;
import dev.nightjar.ingest.discovery.source.TargetSource;
import dev.nightjar.ingest.fetch.FetchClient;
import dev.nightjar.ingest.fetch.FetchException;
import dev.nightjar.ingest.fetch.Fetched;
import dev.nightjar.ingest.scrapeconfig.DiscoveryConfig;
import dev.nightjar.ingest.scrapeconfig.TargetGroup;
import dev.nightjar.model.Labels;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Targets that are containers of a Docker daemon: one for each port of TCP in each network, or one with a port to guess. */
final class DockerContainers implements TargetSource {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_BYTES = 64 << 20;
    private static final Duration MOST_WAIT = Duration.ofSeconds(30);
    private static final String META = "__meta_docker_";

    private final DiscoveryConfig.Docker config;
    private final FetchClient client;
    private final String containersPath;

    DockerContainers(DiscoveryConfig.Docker config, FetchClient client) {
        this.config = config;
        this.client = client;
        this.containersPath = "/containers/json" + filters(config.filters());
    }

    private static String filters(Map<String, List<String>> filters) {
        try {
            return filters.isEmpty()
                    ? ""
                    : "?filters=" + URLEncoder.encode(JSON.writeValueAsString(filters), StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts by name are JSON", e);
        }
    }

    @Override
    public List<TargetGroup> read() throws DiscoveryException {
        JsonNode containers = ask(containersPath);
        Map<String, Map<String, String>> networks = new HashMap<>();
        for (JsonNode network : ask("/networks")) {
            networks.put(network.path("Id").asText(""), networkLabels(network));
        }
        Map<String, JsonNode> byId = new HashMap<>();
        containers.forEach(container -> byId.put(container.path("Id").asText(""), container));
        List<Labels> targets = new ArrayList<>();
        for (JsonNode container : containers) {
            if (!container.path("Names").isEmpty()) {
                Map<String, String> common = containerLabels(container);
                for (JsonNode network : networksOf(container, byId)) {
                    Map<String, String> labels = new HashMap<>(common);
                    labels.putAll(
                            networks.getOrDefault(network.path("NetworkID").asText(""), Map.of()));
                    addTargets(container, network, labels, targets);
                }
            }
        }
        return List.of(new TargetGroup("docker", targets, Labels.EMPTY));
    }

    private static Map<String, String> containerLabels(JsonNode container) {
        Map<String, String> labels = new HashMap<>();
        labels.put(META + "container_id", container.path("Id").asText(""));
        labels.put(META + "container_name", container.path("Names").path(0).asText(""));
        labels.put(META + "container_network_mode", mode(container));
        copy(container.path("Labels"), META + "container_label_", labels);
        return labels;
    }

    private static Map<String, String> networkLabels(JsonNode network) {
        Map<String, String> labels = new HashMap<>();
        labels.put(META + "network_id", network.path("Id").asText(""));
        labels.put(META + "network_name", network.path("Name").asText(""));
        labels.put(META + "network_scope", network.path("Scope").asText(""));
        labels.put(
                META + "network_internal",
                Boolean.toString(network.path("Internal").asBoolean()));
        labels.put(
                META + "network_ingress",
                Boolean.toString(network.path("Ingress").asBoolean()));
        copy(network.path("Labels"), META + "network_label_", labels);
        return labels;
    }

    private static void copy(JsonNode from, String prefix, Map<String, String> to) {
        from.properties()
                .forEach(one -> to.put(
                        prefix + MetaLabel.sanitized(one.getKey()),
                        one.getValue().asText("")));
    }

    private static String mode(JsonNode container) {
        return container.path("HostConfig").path("NetworkMode").asText("");
    }

    /** By name; of a container that shares another's network, those of the other. */
    private List<JsonNode> networksOf(JsonNode container, Map<String, JsonNode> byId) {
        Map<String, JsonNode> found = ownNetworks(container);
        Set<String> seen = new HashSet<>();
        String mode = mode(container);
        while (found.isEmpty() && mode.startsWith("container:") && seen.add(mode)) {
            JsonNode shared = byId.get(mode.substring("container:".length()));
            if (shared == null) {
                break;
            }
            found = ownNetworks(shared);
            mode = mode(shared);
        }
        List<JsonNode> all = List.copyOf(found.values());
        return config.firstNetworkOnly() && all.size() > 1 ? all.subList(0, 1) : all;
    }

    private static Map<String, JsonNode> ownNetworks(JsonNode container) {
        Map<String, JsonNode> networks = new TreeMap<>();
        container.path("NetworkSettings").path("Networks").properties().forEach(one -> {
            if (one.getValue().isObject()) {
                networks.put(one.getKey(), one.getValue());
            }
        });
        return networks;
    }

    private void addTargets(JsonNode container, JsonNode network, Map<String, String> labels, List<Labels> to) {
        String address = network.path("IPAddress").asText("");
        labels.put(META + "network_ip", address);
        boolean added = false;
        for (JsonNode port : container.path("Ports")) {
            if (port.path("Type").asText("").equals("tcp")) {
                to.add(withPort(port, address, labels));
                added = true;
            }
        }
        if (!added) {
            boolean onHost = mode(container).equals("host");
            to.add(Labels.of(labels)
                    .with(
                            MetaLabel.ADDRESS,
                            onHost ? config.hostNetworkingHost() : MetaLabel.address(address, config.port())));
        }
    }

    private static Labels withPort(JsonNode port, String address, Map<String, String> labels) {
        int inside = port.path("PrivatePort").asInt();
        int outside = port.path("PublicPort").asInt();
        Labels.Builder target = Labels.of(labels).toBuilder()
                .set(META + "port_private", Integer.toString(inside))
                .set(MetaLabel.ADDRESS, MetaLabel.address(address, inside));
        if (outside > 0) {
            target.set(META + "port_public", Integer.toString(outside))
                    .set(META + "port_public_ip", port.path("IP").asText(""));
        }
        return target.build();
    }

    private JsonNode ask(String path) throws DiscoveryException {
        URI uri = URI.create(config.server().toString().replaceAll("/+$", "") + path);
        Duration timeout = config.refresh().compareTo(MOST_WAIT) < 0 ? config.refresh() : MOST_WAIT;
        try {
            Fetched answer = client.get(uri, Map.of("User-Agent", "Nightjar"), timeout, MOST_BYTES, 16 << 10);
            return JSON.readTree(answer.body(), 0, answer.length());
        } catch (FetchException e) {
            throw new DiscoveryException(e.text()
                    + config.socket().map(socket -> " (through " + socket + ")").orElse(""));
        } catch (IOException e) {
            throw new DiscoveryException(uri + ": " + e.getMessage());
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
