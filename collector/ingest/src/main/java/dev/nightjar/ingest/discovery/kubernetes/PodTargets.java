package dev.nightjar.ingest.discovery.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.ingest.discovery.source.MetaLabel;
import dev.nightjar.model.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A target for each port of each container, or for a container that declares none, to which a rule adds a port. */
final class PodTargets implements TargetMaker {
    private final PodFacts facts;

    PodTargets(PodFacts facts) {
        this.facts = facts;
    }

    @Override
    public String kind() {
        return "pod";
    }

    @Override
    public Map<String, String> common(JsonNode pod) {
        Map<String, String> labels = facts.labels(pod);
        labels.put(ObjectLabels.NAMESPACE, ObjectLabels.namespace(pod));
        facts.addNode(pod.path("spec").path("nodeName").asText(""), labels);
        return labels;
    }

    /** None before it has an address, and after it was evicted. */
    @Override
    public List<Labels> targets(JsonNode pod) {
        List<Labels> targets = new ArrayList<>();
        if (PodFacts.address(pod).isEmpty()) {
            return targets;
        }
        for (PodFacts.Container container : PodFacts.containers(pod)) {
            Map<String, String> target = new HashMap<>();
            container.describe(target);
            target.put(ObjectLabels.META + "pod_container_id", container.id());
            if (container.ports().isEmpty()) {
                target.put(MetaLabel.ADDRESS, PodFacts.address(pod));
                targets.add(Labels.of(target));
            }
            for (JsonNode port : container.ports()) {
                PodFacts.Container.describePort(port, target);
                target.put(MetaLabel.ADDRESS, PodFacts.address(pod, port));
                targets.add(Labels.of(target));
            }
        }
        return targets;
    }
}
