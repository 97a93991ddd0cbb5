package dev.nightjar.ingest.discovery.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.ingest.discovery.source.MetaLabel;
import dev.nightjar.model.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A target for each port of each service, by the service's name: for probing from outside. */
final class ServiceTargets implements TargetMaker {
    @Override
    public String kind() {
        return "svc";
    }

    @Override
    public Map<String, String> common(JsonNode service) {
        return labels(service);
    }

    /** What is said of a service wherever it is met. */
    static Map<String, String> labels(JsonNode service) {
        Map<String, String> labels = ObjectLabels.of("service", service);
        labels.put(ObjectLabels.NAMESPACE, ObjectLabels.namespace(service));
        return labels;
    }

    @Override
    public List<Labels> targets(JsonNode service) {
        String host = ObjectLabels.name(service) + "." + ObjectLabels.namespace(service) + ".svc";
        List<Labels> targets = new ArrayList<>();
        for (JsonNode port : service.path("spec").path("ports")) {
            Map<String, String> target = new HashMap<>();
            target.put(
                    MetaLabel.ADDRESS, MetaLabel.address(host, port.path("port").asInt()));
            ObjectLabels.put(target, "service_port_name", port.path("name"));
            ObjectLabels.put(target, "service_port_number", port.path("port"));
            ObjectLabels.put(target, "service_port_protocol", port.path("protocol"));
            addType(service.path("spec"), target);
            targets.add(Labels.of(target));
        }
        return targets;
    }

    private static void addType(JsonNode spec, Map<String, String> to) {
        String type = spec.path("type").asText("");
        to.put(ObjectLabels.META + "service_type", type);
        if (type.equals("ExternalName")) {
            ObjectLabels.put(to, "service_external_name", spec.path("externalName"));
        } else {
            ObjectLabels.put(to, "service_cluster_ip", spec.path("clusterIP"));
        }
        if (type.equals("LoadBalancer")) {
            ObjectLabels.put(to, "service_loadbalancer_ip", spec.path("loadBalancerIP"));
        }
    }
}
