package dev.nightjar.ingest.discovery.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.ingest.discovery.source.MetaLabel;
import dev.nightjar.model.Labels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A target for each port of each address behind a service, and for the other ports of the pods there. */
final class EndpointsTargets implements TargetMaker {
    private final Cluster cluster;
    private final PodFacts facts;

    EndpointsTargets(Cluster cluster, PodFacts facts) {
        this.cluster = cluster;
        this.facts = facts;
    }

    @Override
    public String kind() {
        return "endpoints";
    }

    @Override
    public Map<String, String> common(JsonNode endpoints) {
        String namespace = ObjectLabels.namespace(endpoints);
        Map<String, String> labels = ObjectLabels.of("endpoints", endpoints);
        labels.put(ObjectLabels.NAMESPACE, namespace);
        JsonNode service = cluster.find(Resource.SERVICES, namespace, ObjectLabels.name(endpoints));
        if (!service.isMissingNode()) {
            labels.putAll(ServiceTargets.labels(service));
        }
        return labels;
    }

    @Override
    public List<Labels> targets(JsonNode endpoints) {
        BackedTargets targets = new BackedTargets(cluster, facts);
        for (JsonNode subset : endpoints.path("subsets")) {
            for (JsonNode port : subset.path("ports")) {
                subset.path("addresses").forEach(address -> add(address, port, "true", targets));
                subset.path("notReadyAddresses").forEach(address -> add(address, port, "false", targets));
            }
        }
        return targets.all();
    }

    private void add(JsonNode address, JsonNode port, String ready, BackedTargets to) {
        int number = port.path("port").asInt();
        JsonNode reference = address.path("targetRef");
        Map<String, String> target = new HashMap<>();
        target.put(MetaLabel.ADDRESS, MetaLabel.address(address.path("ip").asText(""), number));
        target.put(ObjectLabels.META + "endpoint_ready", ready);
        ObjectLabels.put(target, "endpoint_port_name", port.path("name"));
        ObjectLabels.put(target, "endpoint_port_protocol", port.path("protocol"));
        ObjectLabels.put(target, "endpoint_hostname", address.path("hostname"));
        ObjectLabels.put(target, "endpoint_node_name", address.path("nodeName"));
        ObjectLabels.put(target, "endpoint_address_target_kind", reference.path("kind"));
        ObjectLabels.put(target, "endpoint_address_target_name", reference.path("name"));
        boolean leadsToNode = reference.path("kind").asText("").equals("Node");
        facts.addNode((leadsToNode ? reference.path("name") : address.path("nodeName")).asText(""), target);
        to.add(target, reference, number);
    }
}
