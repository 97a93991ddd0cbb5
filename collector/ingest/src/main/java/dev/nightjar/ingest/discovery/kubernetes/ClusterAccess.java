package dev.nightjar.ingest.discovery.kubernetes;

import dev.nightjar.definition.proxy.ProxyAccess;
import dev.nightjar.ingest.discovery.source.DiscoveryException;
import dev.nightjar.ingest.scrapeconfig.Authorization;
import dev.nightjar.ingest.scrapeconfig.DiscoveryConfig;
import dev.nightjar.ingest.scrapeconfig.HttpAccess;
import dev.nightjar.ingest.scrapeconfig.KubernetesAccess;
import dev.nightjar.ingest.scrapeconfig.SecretText;
import dev.nightjar.ingest.scrapeconfig.TlsAccess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out how the API server is reached.
 *
 * @param environment of this process
 * @param account folder that a cluster puts into its pods
 */
record ClusterAccess(Map<String, String> environment, Path account) {
    static final ClusterAccess OF_THIS_PROCESS =
            new ClusterAccess(System.getenv(), Path.of("/var/run/secrets/kubernetes.io/serviceaccount"));

    /** @param server with the path before {@code /api} */
    record Resolved(URI server, HttpAccess access) {}

    Resolved resolve(KubernetesAccess how) throws DiscoveryException {
        return switch (how) {
            case KubernetesAccess.Server given -> new Resolved(given.server(), given.access());
            case KubernetesAccess.KubeConfig file -> KubeConfigFile.read(file.file());
            case KubernetesAccess.InCluster here -> inCluster();
        };
    }

    private Resolved inCluster() throws DiscoveryException {
        String host = environment.getOrDefault("KUBERNETES_SERVICE_HOST", "");
        String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
        if (host.isEmpty()) {
            throw new DiscoveryException(
                    "this does not run in a Kubernetes cluster (KUBERNETES_SERVICE_HOST is not set);"
                            + " write api_server or kubeconfig_file");
        }
        return new Resolved(
                URI.create("https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port),
                new HttpAccess(
                        new Authorization.Credentials("Bearer", new SecretText.InFile(account.resolve("token"))),
                        new TlsAccess(
                                Optional.of(new SecretText.InFile(account.resolve("ca.crt"))),
                                Optional.empty(),
                                Optional.empty(),
                                "",
                                false,
                                Set.of()),
                        ProxyAccess.NONE,
                        Map.of(),
                        true,
                        Map.of()));
    }

    /** None: all. */
    List<String> namespaces(DiscoveryConfig.Kubernetes config) throws DiscoveryException {
        List<String> namespaces = new ArrayList<>(config.namespaces());
        if (config.ownNamespace()) {
            Path file = account.resolve("namespace");
            try {
                String own = Files.readString(file).strip();
                if (!namespaces.contains(own)) {
                    namespaces.add(own);
                }
            } catch (IOException e) {
                throw new DiscoveryException("own_namespace is only known in a cluster: " + file
                        + " cannot be read; write the namespace under names");
            }
        }
        return namespaces;
    }
}
