package dev.nightjar.ingest.discovery.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A kind of object that the API server has. */
enum Resource {
    NODES("/api/v1", "nodes"),
    NAMESPACES("/api/v1", "namespaces"),
    PODS("/api/v1", "pods"),
    SERVICES("/api/v1", "services"),
    ENDPOINTS("/api/v1", "endpoints"),
    ENDPOINT_SLICES("/apis/discovery.k8s.io/v1", "endpointslices"),
    INGRESSES("/apis/networking.k8s.io/v1", "ingresses"),
    REPLICA_SETS("/apis/apps/v1", "replicasets"),
    JOBS("/apis/batch/v1", "jobs");

    private final String group;
    private final String plural;

    Resource(String group, String plural) {
        this.group = group;
        this.plural = plural;
    }

    String plural() {
        return plural;
    }

    /** Whether its objects are of the whole cluster, and of no namespace. */
    boolean isOfCluster() {
        return this == NODES || this == NAMESPACES;
    }

    /** @param namespace empty for all */
    String path(String namespace) {
        return group + (namespace.isEmpty() || isOfCluster() ? "/" : "/namespaces/" + namespace + "/") + plural;
    }

    /** Takes out what no target is made of: most of an object is about other things, and there are many of them. */
    void slim(ObjectNode object) {
        keep(object.path("metadata"), "name", "namespace", "uid", "labels", "annotations", "ownerReferences");
        JsonNode spec = object.path("spec");
        JsonNode status = object.path("status");
        switch (this) {
            case NODES -> {
                keep(spec, "providerID");
                keep(status, "addresses", "daemonEndpoints", "conditions");
                keepInEach(status.path("conditions"), "type", "status");
            }
            case PODS -> {
                keep(spec, "nodeName", "containers", "initContainers");
                keepInEach(spec.path("containers"), "name", "image", "ports");
                keepInEach(spec.path("initContainers"), "name", "image", "ports");
                keep(status, "podIP", "hostIP", "phase", "conditions", "containerStatuses", "initContainerStatuses");
                keepInEach(status.path("containerStatuses"), "name", "containerID");
                keepInEach(status.path("initContainerStatuses"), "name", "containerID");
            }
            case NAMESPACES, REPLICA_SETS, JOBS -> object.retain("metadata");
            case SERVICES, ENDPOINTS, ENDPOINT_SLICES, INGRESSES -> object.remove("status");
        }
    }

    private static void keep(JsonNode of, String... fields) {
        if (of instanceof ObjectNode object) {
            object.retain(fields);
        }
    }

    private static void keepInEach(JsonNode list, String... fields) {
        list.forEach(one -> keep(one, fields));
    }
}
