package dev.nightjar.ingest.discovery.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.ingest.discovery.source.MetaLabel;
import dev.nightjar.model.Labels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The same as of endpoints, of the slices that replace them; those of a service's second address family are left out. */
final class EndpointSliceTargets implements TargetMaker {
    private static final String SERVICE_NAME = "kubernetes.io/service-name";

    private final Cluster cluster;
    private final PodFacts facts;

    EndpointSliceTargets(Cluster cluster, PodFacts facts) {
        this.cluster = cluster;
        this.facts = facts;
    }

    @Override
    public String kind() {
        return "endpointslice";
    }

    @Override
    public Map<String, String> common(JsonNode slice) {
        Map<String, String> labels = ObjectLabels.of("endpointslice", slice);
        labels.put(ObjectLabels.NAMESPACE, ObjectLabels.namespace(slice));
        ObjectLabels.put(labels, "endpointslice_address_type", slice.path("addressType"));
        JsonNode service = serviceOf(slice);
        if (!service.isMissingNode()) {
            labels.putAll(ServiceTargets.labels(service));
        }
        return labels;
    }

    private JsonNode serviceOf(JsonNode slice) {
        String name = slice.path("metadata").path("labels").path(SERVICE_NAME).asText("");
        return cluster.find(Resource.SERVICES, ObjectLabels.namespace(slice), name);
    }

    @Override
    public List<Labels> targets(JsonNode slice) {
        BackedTargets targets = new BackedTargets(cluster, facts);
        if (isOfSecondFamily(slice)) {
            return targets.all();
        }
        for (JsonNode endpoint : slice.path("endpoints")) {
            for (JsonNode port : slice.path("ports")) {
                for (JsonNode address : endpoint.path("addresses")) {
                    add(address.asText(""), endpoint, port, targets);
                }
            }
        }
        return targets.all();
    }

    /** Of a service with both families each pod is in two slices; it is one target, by the service's first family. */
    private boolean isOfSecondFamily(JsonNode slice) {
        JsonNode spec = serviceOf(slice).path("spec");
        String first = spec.path("ipFamilies").path(0).asText("");
        return spec.path("ipFamilyPolicy").asText("").endsWith("DualStack")
                && !first.isEmpty()
                && !first.equals(slice.path("addressType").asText(""));
    }

    private void add(String address, JsonNode endpoint, JsonNode port, BackedTargets to) {
        int number = port.path("port").asInt(-1);
        JsonNode reference = endpoint.path("targetRef");
        JsonNode conditions = endpoint.path("conditions");
        Map<String, String> target = new HashMap<>();
        target.put(MetaLabel.ADDRESS, number < 0 ? address : MetaLabel.address(address, number));
        put(target, "port", port.path("port"));
        put(target, "port_name", port.path("name"));
        put(target, "port_protocol", port.path("protocol"));
        put(target, "port_app_protocol", port.path("appProtocol"));
        put(target, "endpoint_conditions_ready", conditions.path("ready"));
        put(target, "endpoint_conditions_serving", conditions.path("serving"));
        put(target, "endpoint_conditions_terminating", conditions.path("terminating"));
        put(target, "endpoint_hostname", endpoint.path("hostname"));
        put(target, "endpoint_node_name", endpoint.path("nodeName"));
        put(target, "endpoint_zone", endpoint.path("zone"));
        put(target, "address_target_kind", reference.path("kind"));
        put(target, "address_target_name", reference.path("name"));
        endpoint.path("deprecatedTopology").properties().forEach(one -> {
            String name = MetaLabel.sanitized(one.getKey());
            put(target, "endpoint_topology_" + name, one.getValue());
            target.put(ObjectLabels.META + "endpointslice_endpoint_topology_present_" + name, "true");
        });
        boolean leadsToNode = reference.path("kind").asText("").equals("Node");
        facts.addNode((leadsToNode ? reference.path("name") : endpoint.path("nodeName")).asText(""), target);
        to.add(target, reference, number);
    }

    private static void put(Map<String, String> to, String name, JsonNode value) {
        ObjectLabels.put(to, "endpointslice_" + name, value);
    }
}
