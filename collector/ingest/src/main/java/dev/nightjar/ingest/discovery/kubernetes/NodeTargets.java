package dev.nightjar.ingest.discovery.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.ingest.discovery.source.MetaLabel;
import dev.nightjar.model.Labels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A target for each node: its kubelet. */
final class NodeTargets implements TargetMaker {
    private static final List<String> PREFERRED =
            List.of("InternalIP", "InternalDNS", "ExternalIP", "ExternalDNS", "LegacyHostIP", "Hostname");

    @Override
    public String kind() {
        return "node";
    }

    @Override
    public Map<String, String> common(JsonNode node) {
        Map<String, String> labels = ObjectLabels.of("node", node);
        ObjectLabels.put(labels, "node_provider_id", node.path("spec").path("providerID"));
        for (JsonNode condition : node.path("status").path("conditions")) {
            String type = condition.path("type").asText("").toLowerCase(Locale.ROOT);
            labels.put(
                    ObjectLabels.META + "node_condition_" + MetaLabel.sanitized(type),
                    condition.path("status").asText("").toLowerCase(Locale.ROOT));
        }
        return labels;
    }

    @Override
    public List<Labels> targets(JsonNode node) {
        Map<String, String> addresses = new LinkedHashMap<>();
        for (JsonNode address : node.path("status").path("addresses")) {
            addresses.putIfAbsent(
                    address.path("type").asText(""), address.path("address").asText(""));
        }
        int port = node.path("status")
                .path("daemonEndpoints")
                .path("kubeletEndpoint")
                .path("Port")
                .asInt();
        return PREFERRED.stream()
                .filter(addresses::containsKey)
                .limit(1)
                .map(type -> target(node, MetaLabel.address(addresses.getOrDefault(type, ""), port), addresses))
                .toList();
    }

    private static Labels target(JsonNode node, String address, Map<String, String> addresses) {
        Labels.Builder target =
                Labels.builder().set(MetaLabel.ADDRESS, address).set("instance", ObjectLabels.name(node));
        addresses.forEach(
                (type, text) -> target.set(ObjectLabels.META + "node_address_" + MetaLabel.sanitized(type), text));
        return target.build();
    }
}
