package dev.nightjar.ingest.discovery;

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
import java.util.List;
import java.util.Map;

/** Targets that are services in Consul's catalogue, with their health. Asked again and again, without blocking queries. */
final class ConsulServices implements TargetSource {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_BYTES = 64 << 20;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String META = "__meta_consul_";

    private final DiscoveryConfig.Consul config;
    private final FetchClient client;

    ConsulServices(DiscoveryConfig.Consul config, FetchClient client) {
        this.config = config;
        this.client = client;
    }

    @Override
    public List<TargetGroup> read() throws DiscoveryException {
        List<TargetGroup> groups = new ArrayList<>();
        for (Map.Entry<String, JsonNode> service :
                ask("/v1/catalog/services", config.filter()).properties()) {
            if (isWanted(service.getKey(), service.getValue())) {
                groups.add(group(service.getKey()));
            }
        }
        return groups;
    }

    private boolean isWanted(String service, JsonNode tags) {
        List<String> found = new ArrayList<>();
        tags.forEach(tag -> found.add(tag.asText()));
        return (config.services().isEmpty() || config.services().contains(service)) && found.containsAll(config.tags());
    }

    private TargetGroup group(String service) throws DiscoveryException {
        List<Labels> targets = new ArrayList<>();
        for (JsonNode entry : ask("/v1/health/service/" + encoded(service), config.healthFilter())) {
            targets.add(target(entry));
        }
        return new TargetGroup(service, targets, Labels.of(META + "service", service));
    }

    private Labels target(JsonNode entry) {
        JsonNode node = entry.path("Node");
        JsonNode service = entry.path("Service");
        String own = service.path("Address").asText("");
        String host = own.isEmpty() ? node.path("Address").asText("") : own;
        Labels.Builder labels = Labels.builder()
                .set(
                        MetaLabel.ADDRESS,
                        MetaLabel.address(host, service.path("Port").asInt()))
                .set(META + "address", node.path("Address").asText(""))
                .set(META + "node", node.path("Node").asText(""))
                .set(META + "dc", node.path("Datacenter").asText(""))
                .set(META + "health", health(entry.path("Checks")))
                .set(META + "namespace", service.path("Namespace").asText(""))
                .set(META + "partition", service.path("Partition").asText(""))
                .set(META + "service_address", own)
                .set(META + "service_id", service.path("ID").asText(""))
                .set(
                        META + "service_port",
                        Integer.toString(service.path("Port").asInt()))
                .set(META + "tags", tags(service.path("Tags")));
        copy(node.path("Meta"), META + "metadata_", labels);
        copy(service.path("Meta"), META + "service_metadata_", labels);
        copy(node.path("TaggedAddresses"), META + "tagged_address_", labels);
        return labels.build();
    }

    /** With the separator at both ends too, so that a rule can look for one tag between two of them. */
    private String tags(JsonNode tags) {
        StringBuilder text = new StringBuilder(config.tagSeparator());
        tags.forEach(tag -> text.append(tag.asText()).append(config.tagSeparator()));
        return text.toString();
    }

    private static void copy(JsonNode from, String prefix, Labels.Builder to) {
        from.properties()
                .forEach(one -> to.set(
                        prefix + MetaLabel.sanitized(one.getKey()),
                        one.getValue().asText("")));
    }

    /** The worst of the checks. */
    private static String health(JsonNode checks) {
        boolean critical = false;
        boolean warning = false;
        for (JsonNode check : checks) {
            String id = check.path("CheckID").asText("");
            if (id.equals("_node_maintenance") || id.startsWith("_service_maintenance:")) {
                return "maintenance";
            }
            critical |= check.path("Status").asText("").equals("critical");
            warning |= check.path("Status").asText("").equals("warning");
        }
        return critical ? "critical" : warning ? "warning" : "passing";
    }

    private URI question(String path, String filter) {
        List<String> query = new ArrayList<>();
        if (config.stale()) {
            query.add("stale");
        }
        config.parameters().forEach((name, value) -> query.add(encoded(name) + "=" + encoded(value)));
        config.nodeMeta().forEach((name, value) -> query.add("node-meta=" + encoded(name + ":" + value)));
        if (!filter.isEmpty()) {
            query.add("filter=" + encoded(filter));
        }
        return URI.create(config.server() + path + (query.isEmpty() ? "" : "?" + String.join("&", query)));
    }

    private JsonNode ask(String path, String filter) throws DiscoveryException {
        URI uri = question(path, filter);
        try {
            Map<String, String> headers = config.token().read().isEmpty()
                    ? Map.of("User-Agent", "Nightjar")
                    : Map.of(
                            "User-Agent",
                            "Nightjar",
                            "X-Consul-Token",
                            config.token().read());
            Fetched answer = client.get(uri, headers, TIMEOUT, MOST_BYTES, 4096);
            return JSON.readTree(answer.body(), 0, answer.length());
        } catch (FetchException e) {
            throw new DiscoveryException(e.text());
        } catch (IOException e) {
            throw new DiscoveryException(uri + ": " + e.getMessage());
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
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
