package dev.nightjar.ingest.otlp;

import dev.nightjar.model.Labels;
import dev.nightjar.model.ServiceName;
import java.util.Map;
import java.util.Set;

/**
 * Parts a resource's attributes into the labels of a log stream, which are those that Loki takes by default, and the
 * rest, which becomes metadata of each line.
 */
final class StreamLabels {
    static final String SERVICE_NAME = "service_name";

    /** The service of what does not say, as Loki calls it. */
    static final String UNKNOWN_SERVICE = "unknown_service";

    private static final Set<String> INDEXED = Set.of(
            "service.name",
            "service.namespace",
            "service.instance.id",
            "deployment.environment",
            "deployment.environment.name",
            "cloud.region",
            "cloud.availability_zone",
            "k8s.cluster.name",
            "k8s.namespace.name",
            "k8s.pod.name",
            "k8s.container.name",
            "container.name",
            "k8s.replicaset.name",
            "k8s.deployment.name",
            "k8s.statefulset.name",
            "k8s.daemonset.name",
            "k8s.cronjob.name",
            "k8s.job.name");

    private StreamLabels() {}

    static boolean isIndexed(String attribute) {
        return INDEXED.contains(attribute);
    }

    /** A resource that does not say its service is named by the first of its attributes that usually names one. */
    static Labels.Builder of(Resource resource) {
        Labels.Builder labels = Labels.builder();
        String service = UNKNOWN_SERVICE;
        for (Map.Entry<String, String> attribute : resource.attributes().entrySet()) {
            if (isIndexed(attribute.getKey()) && !attribute.getValue().isEmpty()) {
                String name = attribute.getKey().replace('.', '_');
                labels.set(name, attribute.getValue());
                if (service.equals(UNKNOWN_SERVICE) && ServiceName.SOURCES.contains(name)) {
                    service = attribute.getValue();
                }
            }
        }
        return labels.get(SERVICE_NAME).isEmpty() ? labels.set(SERVICE_NAME, service) : labels;
    }
}
