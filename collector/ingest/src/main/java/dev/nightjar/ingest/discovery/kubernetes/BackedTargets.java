package dev.nightjar.ingest.discovery.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.nightjar.ingest.discovery.source.MetaLabel;
import dev.nightjar.model.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The targets of one object with endpoints: its addresses, with what their pods say, and those pods' other ports. */
final class BackedTargets {
    private final Cluster cluster;
    private final PodFacts facts;
    private final List<Labels> targets = new ArrayList<>();
    private final Map<String, Seen> pods = new LinkedHashMap<>();

    /** A pod, and those of its ports that are targets already. */
    private record Seen(JsonNode pod, Set<Integer> ports) {}

    BackedTargets(Cluster cluster, PodFacts facts) {
        this.cluster = cluster;
        this.facts = facts;
    }

    /**
     * @param target what is said of the address itself
     * @param reference to the object that it leads to; missing if that is not known
     * @param port -1 for all
     */
    void add(Map<String, String> target, JsonNode reference, int port) {
        JsonNode pod = reference.path("kind").asText("").equals("Pod")
                ? cluster.find(
                        Resource.PODS,
                        reference.path("namespace").asText(""),
                        reference.path("name").asText(""))
                : MissingNode.getInstance();
        if (!pod.isMissingNode()) {
            pods.computeIfAbsent(
                            ObjectLabels.namespace(pod) + "/" + ObjectLabels.name(pod),
                            absent -> new Seen(pod, new HashSet<>()))
                    .ports
                    .add(port);
            target.putAll(facts.labels(pod));
            for (PodFacts.Container container : PodFacts.containers(pod)) {
                for (JsonNode one : container.ports()) {
                    if (one.path("containerPort").asInt() == port) {
                        container.describe(target);
                        PodFacts.Container.describePort(one, target);
                    }
                }
            }
        }
        targets.add(Labels.of(target));
    }

    List<Labels> all() {
        for (Seen seen : pods.values()) {
            if (!PodFacts.address(seen.pod).isEmpty()) {
                addOtherPorts(seen.pod, seen.ports);
            }
        }
        return targets;
    }

    private void addOtherPorts(JsonNode pod, Set<Integer> ports) {
        for (PodFacts.Container container : PodFacts.containers(pod)) {
            for (JsonNode port : container.ports()) {
                if (!ports.contains(port.path("containerPort").asInt())) {
                    Map<String, String> target = new HashMap<>(facts.labels(pod));
                    container.describe(target);
                    PodFacts.Container.describePort(port, target);
                    target.put(MetaLabel.ADDRESS, PodFacts.address(pod, port));
                    targets.add(Labels.of(target));
                }
            }
        }
    }
}
