package dev.nightjar.ingest.discovery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.ingest.discovery.source.DiscoveryException;
import dev.nightjar.ingest.scrapeconfig.TargetGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class KubernetesWatchTest extends ClusterScene {
    @Test
    void changes_are_told_and_not_asked_for() throws Exception {
        for (int i = 1; i <= 5; i++) {
            api.put(PODS, pod("cart-" + i, "10.1.0." + i));
        }
        KubernetesTargets source = source("role: pod");
        assertThat(names(source.read()))
                .as("from three pages")
                .containsExactly(
                        "pod/shop/cart-1", "pod/shop/cart-2", "pod/shop/cart-3", "pod/shop/cart-4", "pod/shop/cart-5");
        int asked = api.asked.size();

        api.put(PODS, pod("cart-6", "10.1.0.6"));
        api.delete(PODS, "shop/cart-1");
        api.put(PODS, pod("cart-2", "10.1.0.99"));

        List<TargetGroup> found = readUntil(
                source,
                groups -> names(groups).contains("pod/shop/cart-6")
                        && groups.getFirst()
                                .targets()
                                .getFirst()
                                .get("__address__")
                                .equals("10.1.0.99:8080"));
        assertThat(names(found))
                .containsExactly(
                        "pod/shop/cart-2", "pod/shop/cart-3", "pod/shop/cart-4", "pod/shop/cart-5", "pod/shop/cart-6");
        assertThat(found.getFirst().targets().getFirst().get("__address__")).isEqualTo("10.1.0.99:8080");
        assertThat(api.asked).hasSizeLessThanOrEqualTo(asked + 1);
    }

    @Test
    void a_watch_that_ends_goes_on_where_it_was() throws Exception {
        api.put(PODS, pod("cart-1", "10.1.0.1"));
        KubernetesTargets source = source("role: pod");
        source.read();

        api.endWatches();
        api.put(PODS, pod("cart-2", "10.1.0.2"));

        assertThat(names(readUntil(source, groups -> groups.size() == 2)))
                .containsExactly("pod/shop/cart-1", "pod/shop/cart-2");
        assertThat(api.asked.stream().filter(uri -> uri.contains("limit="))).hasSize(1);
    }

    @Test
    void everything_is_listed_anew_where_the_server_has_forgotten_the_version() throws Exception {
        api.put(PODS, pod("cart-1", "10.1.0.1"));
        api.put(PODS, pod("cart-2", "10.1.0.2"));
        KubernetesTargets source = source("role: pod");
        assertThat(source.read()).hasSize(2);

        api.forget(() -> {
            try {
                api.delete(PODS, "shop/cart-1");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        assertThat(names(readUntil(source, groups -> groups.size() == 1))).containsExactly("pod/shop/cart-2");
    }

    @Test
    void only_what_is_selected_is_asked_for() throws Exception {
        Files.writeString(folder.resolve("namespace"), "mine\n");
        source(
                        "role: pod",
                        "namespaces: {names: [shop], own_namespace: true}",
                        "selectors: [{role: pod, label: 'app=cart', field: 'status.phase=Running'}]")
                .read();

        assertThat(api.asked)
                .contains(
                        "/k8s/api/v1/namespaces/shop/pods?labelSelector=app%3Dcart&fieldSelector=status.phase%3DRunning&limit=500",
                        "/k8s/api/v1/namespaces/mine/pods?labelSelector=app%3Dcart&fieldSelector=status.phase%3DRunning&limit=500");
    }

    @Test
    void a_token_is_read_from_its_file_and_a_wrong_one_is_said() throws Exception {
        api.token = "right";
        api.put("/api/v1/nodes", NODE);
        Files.writeString(folder.resolve("token"), "right\n");
        assertThat(source("role: node", "bearer_token_file: token").read()).hasSize(1);

        Files.writeString(folder.resolve("token"), "wrong\n");
        KubernetesTargets refused = source("role: node", "bearer_token_file: token");
        assertThatThrownBy(() -> {
                    List<TargetGroup> found = refused.read();
                    throw new AssertionError("found " + found);
                })
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("/k8s/api/v1/nodes?limit=500 answered with status 401");
    }
}
