package dev.nightjar.ingest.discovery.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.nightjar.ingest.discovery.source.MetaLabel;
import dev.nightjar.ingest.scrapeconfig.DiscoveryConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is said of a pod, its containers and their ports wherever they are met. */
final class PodFacts {
    private final Cluster cluster;
    private final DiscoveryConfig.Kubernetes.Attached attached;

    PodFacts(Cluster cluster, DiscoveryConfig.Kubernetes.Attached attached) {
        this.cluster = cluster;
        this.attached = attached;
    }

    /**
     * @param isInit whether it runs before the others, or beside them
     * @param id with the run time's name before it; empty where it does not run
     */
    record Container(JsonNode spec, boolean isInit, String id) {
        JsonNode ports() {
            return spec.path("ports");
        }

        void describe(Map<String, String> to) {
            ObjectLabels.put(to, "pod_container_name", spec.path("name"));
            ObjectLabels.put(to, "pod_container_image", spec.path("image"));
            to.put(ObjectLabels.META + "pod_container_init", Boolean.toString(isInit));
        }

        static void describePort(JsonNode port, Map<String, String> to) {
            ObjectLabels.put(to, "pod_container_port_name", port.path("name"));
            ObjectLabels.put(to, "pod_container_port_number", port.path("containerPort"));
            ObjectLabels.put(to, "pod_container_port_protocol", port.path("protocol"));
        }
    }

    static List<Container> containers(JsonNode pod) {
        List<Container> all = new ArrayList<>();
        JsonNode spec = pod.path("spec");
        JsonNode status = pod.path("status");
        spec.path("containers")
                .forEach(one -> all.add(new Container(one, false, id(one, status.path("containerStatuses")))));
        spec.path("initContainers")
                .forEach(one -> all.add(new Container(one, true, id(one, status.path("initContainerStatuses")))));
        return all;
    }

    private static String id(JsonNode container, JsonNode statuses) {
        for (JsonNode status : statuses) {
            if (status.path("name").equals(container.path("name"))) {
                return status.path("containerID").asText("");
            }
        }
        return "";
    }

    static String address(JsonNode pod) {
        return pod.path("status").path("podIP").asText("");
    }

    static String address(JsonNode pod, JsonNode port) {
        return MetaLabel.address(address(pod), port.path("containerPort").asInt());
    }

    Map<String, String> labels(JsonNode pod) {
        Map<String, String> labels = ObjectLabels.of("pod", pod);
        JsonNode status = pod.path("status");
        ObjectLabels.put(labels, "pod_ip", status.path("podIP"));
        ObjectLabels.put(labels, "pod_host_ip", status.path("hostIP"));
        ObjectLabels.put(labels, "pod_phase", status.path("phase"));
        ObjectLabels.put(labels, "pod_node_name", pod.path("spec").path("nodeName"));
        ObjectLabels.put(labels, "pod_uid", pod.path("metadata").path("uid"));
        labels.put(ObjectLabels.META + "pod_ready", ready(status));
        ObjectLabels.controller(pod).ifPresent(owner -> addOwners(owner, ObjectLabels.namespace(pod), labels));
        return labels;
    }

    private static String ready(JsonNode status) {
        for (JsonNode condition : status.path("conditions")) {
            if (condition.path("type").asText("").equals("Ready")) {
                return condition.path("status").asText("").toLowerCase(Locale.ROOT);
            }
        }
        return "unknown";
    }

    /** Pods of a deployment belong to a set of replicas, those of a cron job to a job: the one behind is looked up. */
    private void addOwners(JsonNode owner, String namespace, Map<String, String> to) {
        String kind = owner.path("kind").asText("");
        String name = owner.path("name").asText("");
        to.put(ObjectLabels.META + "pod_controller_kind", kind);
        to.put(ObjectLabels.META + "pod_controller_name", name);
        if (kind.equals("Job") && attached.job()) {
            to.put(ObjectLabels.META + "pod_job_name", name);
        }
        if (kind.equals("Job") && attached.cronJob()) {
            ownerOf(Resource.JOBS, namespace, name, "CronJob")
                    .ifPresent(cronJob -> to.put(ObjectLabels.META + "pod_cronjob_name", cronJob));
        }
        if (kind.equals("ReplicaSet") && attached.deployment()) {
            ownerOf(Resource.REPLICA_SETS, namespace, name, "Deployment")
                    .ifPresent(deployment -> to.put(ObjectLabels.META + "pod_deployment_name", deployment));
        }
    }

    private Optional<String> ownerOf(Resource resource, String namespace, String name, String kind) {
        return ObjectLabels.controller(cluster.find(resource, namespace, name))
                .filter(owner -> owner.path("kind").asText("").equals(kind))
                .map(owner -> owner.path("name").asText(""));
    }

    /** What is said of a node where it is attached; nothing where it is not known. */
    void addNode(String name, Map<String, String> to) {
        JsonNode node =
                attached.node() && !name.isEmpty() ? cluster.find(Resource.NODES, "", name) : MissingNode.getInstance();
        if (!node.isMissingNode()) {
            to.put(ObjectLabels.META + "node_name", name);
            ObjectLabels.labelled("node", node, to);
        }
    }
}
