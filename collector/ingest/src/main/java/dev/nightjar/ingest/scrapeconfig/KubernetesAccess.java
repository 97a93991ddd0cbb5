package dev.nightjar.ingest.scrapeconfig;

import java.net.URI;
import java.nio.file.Path;

/** How the API server of a Kubernetes cluster is reached. */
public sealed interface KubernetesAccess {
    /** As the account that the cluster gives to the pod that this runs in. */
    record InCluster() implements KubernetesAccess {}

    /** @param server with the path before {@code /api} */
    record Server(URI server, HttpAccess access) implements KubernetesAccess {}

    /** As a file for kubectl says; it is read anew each time discovery begins. */
    record KubeConfig(Path file) implements KubernetesAccess {}
}
