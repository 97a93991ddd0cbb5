package dev.nightjar.ingest.discovery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.ingest.scrapeconfig.Authorization;
import dev.nightjar.ingest.scrapeconfig.KubernetesAccess;
import dev.nightjar.ingest.scrapeconfig.SecretText;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterAccessTest {
    @TempDir
    Path folder;

    private ClusterAccess.Resolved kubeConfig(String text) throws Exception {
        Path file = folder.resolve("config");
        Files.writeString(file, text);
        return new ClusterAccess(Map.of(), folder).resolve(new KubernetesAccess.KubeConfig(file));
    }

    @Test
    void in_a_cluster_the_pods_own_account_is_used() throws Exception {
        ClusterAccess here = new ClusterAccess(
                Map.of("KUBERNETES_SERVICE_HOST", "fd00::1", "KUBERNETES_SERVICE_PORT", "6443"), folder);

        ClusterAccess.Resolved how = here.resolve(new KubernetesAccess.InCluster());

        assertThat(how.server()).isEqualTo(URI.create("https://[fd00::1]:6443"));
        assertThat(how.access().authorization())
                .isEqualTo(new Authorization.Credentials("Bearer", new SecretText.InFile(folder.resolve("token"))));
        assertThat(how.access().tls().ca()).contains(new SecretText.InFile(folder.resolve("ca.crt")));
    }

    @Test
    void elsewhere_it_is_said_what_to_write() {
        assertThatThrownBy(() -> new ClusterAccess(Map.of(), folder).resolve(new KubernetesAccess.InCluster()))
                .hasMessage("this does not run in a Kubernetes cluster (KUBERNETES_SERVICE_HOST is not set);"
                        + " write api_server or kubeconfig_file");
    }

    @Test
    void of_a_kubeconfig_the_current_context_counts() throws Exception {
        String ca = Base64.getEncoder().encodeToString("PEM".getBytes(StandardCharsets.UTF_8));
        ClusterAccess.Resolved how = kubeConfig("""
                apiVersion: v1
                kind: Config
                preferences: {}
                current-context: prod
                contexts:
                - {name: test, context: {cluster: t, user: t}}
                - {name: prod, context: {cluster: p, user: admin, namespace: x}}
                clusters:
                - {name: t, cluster: {server: "https://t"}}
                - {name: p, cluster: {server: "https://p:6443/base", certificate-authority-data: %s, tls-server-name: kube}}
                users:
                - {name: admin, user: {client-certificate: admin.pem, client-key: admin.key}}
                """.formatted(ca));

        assertThat(how.server()).isEqualTo(URI.create("https://p:6443/base"));
        assertThat(how.access().tls().ca()).contains(new SecretText.Given("PEM"));
        assertThat(how.access().tls().serverName()).isEqualTo("kube");
        assertThat(how.access().tls().certificate()).contains(new SecretText.InFile(folder.resolve("admin.pem")));
        assertThat(how.access().authorization()).isEqualTo(new Authorization.None());
    }

    @Test
    void what_a_kubeconfig_lacks_is_said_with_its_line() {
        assertThatThrownBy(() -> kubeConfig("""
                        current-context: prod
                        contexts: [{name: prod, context: {cluster: p, user: u}}]
                        clusters: [{name: p, cluster: {server: "https://p"}}]
                        users: [{name: u, user: {exec: {command: aws}}}]
                        """))
                .hasMessageEndingWith("config:4: user \"u\": not supported yet: exec; take it out");
        assertThatThrownBy(() -> kubeConfig("current-context: prod\ncontexts: []"))
                .hasMessageEndingWith("config:2: none of contexts is called \"prod\"");
    }
}
