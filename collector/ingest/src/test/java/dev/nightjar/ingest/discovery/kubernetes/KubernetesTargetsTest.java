package dev.nightjar.ingest.discovery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.ingest.scrapeconfig.TargetGroup;
import dev.nightjar.model.Labels;
import java.util.List;
import org.junit.jupiter.api.Test;

class KubernetesTargetsTest extends ClusterScene {
    private static final String META = "__meta_kubernetes_";

    private static final String[] POD_LABELS = {
        "pod_name", "cart-1",
        "pod_ip", "10.1.0.1",
        "pod_host_ip", "10.0.0.1",
        "pod_phase", "Running",
        "pod_ready", "true",
        "pod_node_name", "n1",
        "pod_uid", "u-cart-1",
        "pod_controller_kind", "ReplicaSet",
        "pod_controller_name", "cart-77",
        "pod_label_app_kubernetes_io_name", "cart",
        "pod_labelpresent_app_kubernetes_io_name", "true",
        "pod_annotation_prometheus_io_scrape", "true",
        "pod_annotationpresent_prometheus_io_scrape", "true"
    };

    private static final String SERVICE = """
            {"metadata": {"name": "cart", "namespace": "shop", "labels": {"tier": "web"}},
             "spec": {"type": "LoadBalancer", "clusterIP": "10.2.0.1", "loadBalancerIP": "192.0.2.9",
                      "ipFamilies": ["IPv4", "IPv6"], "ipFamilyPolicy": "PreferDualStack",
                      "ports": [{"name": "http", "port": 80, "protocol": "TCP"}]}}
            """;

    private static Labels meta(Labels.Builder builder, String... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String name = namesAndValues[i];
            builder.set(name.startsWith("__") || name.equals("instance") ? name : META + name, namesAndValues[i + 1]);
        }
        return builder.build();
    }

    private static Labels meta(String... namesAndValues) {
        return meta(Labels.builder(), namesAndValues);
    }

    @Test
    void each_port_of_a_pod_is_a_target_and_a_container_without_ports_is_one() throws Exception {
        api.put(PODS, pod("cart-1", "10.1.0.1"));
        api.put(PODS, pod("starting", ""));

        List<TargetGroup> found = source("role: pod").read();

        assertThat(found)
                .containsExactly(new TargetGroup(
                        "pod/shop/cart-1",
                        List.of(
                                meta(
                                        "__address__", "10.1.0.1:8080",
                                        "pod_container_name", "app",
                                        "pod_container_image", "cart:1",
                                        "pod_container_id", "containerd://c1",
                                        "pod_container_init", "false",
                                        "pod_container_port_name", "http",
                                        "pod_container_port_number", "8080",
                                        "pod_container_port_protocol", "TCP"),
                                meta(
                                        "__address__", "10.1.0.1:9090",
                                        "pod_container_name", "app",
                                        "pod_container_image", "cart:1",
                                        "pod_container_id", "containerd://c1",
                                        "pod_container_init", "false",
                                        "pod_container_port_name", "admin",
                                        "pod_container_port_number", "9090",
                                        "pod_container_port_protocol", "TCP"),
                                meta(
                                        "__address__", "10.1.0.1",
                                        "pod_container_name", "setup",
                                        "pod_container_image", "setup:1",
                                        "pod_container_init", "true")),
                        meta(meta(POD_LABELS).toBuilder(), "namespace", "shop")));
    }

    @Test
    void what_belongs_to_a_pod_is_said_where_it_is_asked_for() throws Exception {
        api.put(PODS, pod("cart-1", "10.1.0.1"));
        api.put("/api/v1/nodes", NODE);
        api.put(
                "/api/v1/namespaces",
                "{\"metadata\": {\"name\": \"shop\", \"labels\": {\"team\": \"red\"},"
                        + " \"annotations\": {\"pager\": \"yes\"}}}");
        api.put(
                "/apis/apps/v1/namespaces/shop/replicasets",
                "{\"metadata\": {\"name\": \"cart-77\", \"namespace\": \"shop\", \"ownerReferences\":"
                        + " [{\"kind\": \"Deployment\", \"name\": \"cart\", \"controller\": true}]}}");

        Labels said = source("role: pod", "attach_metadata: {node: true, namespace: true, deployment: true}")
                .read()
                .getFirst()
                .labels();

        assertThat((Object) said)
                .isEqualTo(meta(
                        meta(POD_LABELS).toBuilder(),
                        "namespace",
                        "shop",
                        "namespace_label_team",
                        "red",
                        "namespace_labelpresent_team",
                        "true",
                        "namespace_annotation_pager",
                        "yes",
                        "namespace_annotationpresent_pager",
                        "true",
                        "node_name",
                        "n1",
                        "node_label_zone",
                        "eu-1",
                        "node_labelpresent_zone",
                        "true",
                        "pod_deployment_name",
                        "cart"));
    }

    @Test
    void a_node_is_asked_at_its_kubelet() throws Exception {
        api.put("/api/v1/nodes", NODE);

        assertThat(source("role: node").read())
                .containsExactly(new TargetGroup(
                        "node//n1",
                        List.of(meta(
                                "__address__", "10.0.0.1:10250",
                                "instance", "n1",
                                "node_address_Hostname", "n1.local",
                                "node_address_InternalIP", "10.0.0.1")),
                        meta(
                                "node_name", "n1",
                                "node_provider_id", "aws:///i-1",
                                "node_condition_ready", "true",
                                "node_condition_memorypressure", "unknown",
                                "node_label_zone", "eu-1",
                                "node_labelpresent_zone", "true",
                                "node_annotation_a_b", "c",
                                "node_annotationpresent_a_b", "true")));
    }

    @Test
    void a_service_is_asked_by_its_name() throws Exception {
        api.put("/api/v1/namespaces/shop/services", SERVICE);

        assertThat(source("role: service").read())
                .containsExactly(new TargetGroup(
                        "svc/shop/cart",
                        List.of(meta(
                                "__address__", "cart.shop.svc:80",
                                "service_cluster_ip", "10.2.0.1",
                                "service_loadbalancer_ip", "192.0.2.9",
                                "service_port_name", "http",
                                "service_port_number", "80",
                                "service_port_protocol", "TCP",
                                "service_type", "LoadBalancer")),
                        meta(
                                "namespace", "shop",
                                "service_name", "cart",
                                "service_label_tier", "web",
                                "service_labelpresent_tier", "true")));
    }

    @Test
    void endpoints_are_joined_with_their_service_and_pods() throws Exception {
        api.put(PODS, pod("cart-1", "10.1.0.1"));
        api.put("/api/v1/namespaces/shop/services", SERVICE);
        api.put("/api/v1/nodes", NODE);
        api.put("/api/v1/namespaces/shop/endpoints", """
                {"metadata": {"name": "cart", "namespace": "shop"},
                 "subsets": [{"addresses": [{"ip": "10.1.0.1", "nodeName": "n1", "hostname": "h",
                                             "targetRef": {"kind": "Pod", "namespace": "shop", "name": "cart-1"}}],
                              "notReadyAddresses": [{"ip": "fd00::9"}],
                              "ports": [{"name": "http", "port": 8080, "protocol": "TCP"}]}]}
                """);

        TargetGroup group = source("role: endpoints", "attach_metadata: {node: true}")
                .read()
                .getFirst();

        assertThat((Object) group.labels())
                .isEqualTo(meta(
                        "namespace", "shop",
                        "endpoints_name", "cart",
                        "service_name", "cart",
                        "service_label_tier", "web",
                        "service_labelpresent_tier", "true"));
        assertThat(group.targets())
                .containsExactly(
                        meta(
                                meta(POD_LABELS).toBuilder(),
                                "__address__",
                                "10.1.0.1:8080",
                                "endpoint_ready",
                                "true",
                                "endpoint_port_name",
                                "http",
                                "endpoint_port_protocol",
                                "TCP",
                                "endpoint_node_name",
                                "n1",
                                "endpoint_hostname",
                                "h",
                                "endpoint_address_target_kind",
                                "Pod",
                                "endpoint_address_target_name",
                                "cart-1",
                                "node_name",
                                "n1",
                                "node_label_zone",
                                "eu-1",
                                "node_labelpresent_zone",
                                "true",
                                "pod_container_name",
                                "app",
                                "pod_container_image",
                                "cart:1",
                                "pod_container_init",
                                "false",
                                "pod_container_port_name",
                                "http",
                                "pod_container_port_number",
                                "8080",
                                "pod_container_port_protocol",
                                "TCP"),
                        meta(
                                "__address__", "[fd00::9]:8080",
                                "endpoint_ready", "false",
                                "endpoint_port_name", "http",
                                "endpoint_port_protocol", "TCP"),
                        meta(
                                meta(POD_LABELS).toBuilder(),
                                "__address__",
                                "10.1.0.1:9090",
                                "pod_container_name",
                                "app",
                                "pod_container_image",
                                "cart:1",
                                "pod_container_init",
                                "false",
                                "pod_container_port_name",
                                "admin",
                                "pod_container_port_number",
                                "9090",
                                "pod_container_port_protocol",
                                "TCP"));
    }

    private static String slice(String name, String family, String address) {
        return """
                {"metadata": {"name": "%s", "namespace": "shop", "labels": {"kubernetes.io/service-name": "cart"}},
                 "addressType": "%s",
                 "endpoints": [{"addresses": ["%s"], "nodeName": "n1", "zone": "eu-1",
                                "conditions": {"ready": true, "serving": true, "terminating": false},
                                "deprecatedTopology": {"kubernetes.io/hostname": "n1"},
                                "targetRef": {"kind": "Node", "name": "n1"}}],
                 "ports": [{"name": "http", "port": 8080, "protocol": "TCP", "appProtocol": "http"}]}
                """.formatted(name, family, address);
    }

    @Test
    void of_a_service_with_two_address_families_each_endpoint_is_one_target() throws Exception {
        api.put("/api/v1/namespaces/shop/services", SERVICE);
        String slices = "/apis/discovery.k8s.io/v1/namespaces/shop/endpointslices";
        api.put(slices, slice("cart-4", "IPv4", "10.1.0.1"));
        api.put(slices, slice("cart-6", "IPv6", "fd00::1"));

        List<TargetGroup> found = source("role: endpointslice").read();

        assertThat(found)
                .containsExactly(new TargetGroup(
                        "endpointslice/shop/cart-4",
                        List.of(meta(
                                "__address__", "10.1.0.1:8080",
                                "endpointslice_port", "8080",
                                "endpointslice_port_name", "http",
                                "endpointslice_port_protocol", "TCP",
                                "endpointslice_port_app_protocol", "http",
                                "endpointslice_endpoint_conditions_ready", "true",
                                "endpointslice_endpoint_conditions_serving", "true",
                                "endpointslice_endpoint_conditions_terminating", "false",
                                "endpointslice_endpoint_node_name", "n1",
                                "endpointslice_endpoint_zone", "eu-1",
                                "endpointslice_endpoint_topology_kubernetes_io_hostname", "n1",
                                "endpointslice_endpoint_topology_present_kubernetes_io_hostname", "true",
                                "endpointslice_address_target_kind", "Node",
                                "endpointslice_address_target_name", "n1")),
                        meta(
                                "namespace", "shop",
                                "endpointslice_name", "cart-4",
                                "endpointslice_address_type", "IPv4",
                                "endpointslice_label_kubernetes_io_service_name", "cart",
                                "endpointslice_labelpresent_kubernetes_io_service_name", "true",
                                "service_name", "cart",
                                "service_label_tier", "web",
                                "service_labelpresent_tier", "true")));
    }

    @Test
    void each_path_of_an_ingress_is_a_target() throws Exception {
        api.put("/apis/networking.k8s.io/v1/namespaces/shop/ingresses", """
                {"metadata": {"name": "web", "namespace": "shop"},
                 "spec": {"ingressClassName": "nginx", "tls": [{"hosts": ["*.example.org"]}],
                          "rules": [{"host": "shop.example.org", "http": {"paths": [{"path": "/cart"}, {}]}},
                                    {"host": "a.shop.example.org"}]}}
                """);

        TargetGroup group = source("role: ingress").read().getFirst();

        assertThat((Object) group.labels())
                .isEqualTo(meta("namespace", "shop", "ingress_name", "web", "ingress_class_name", "nginx"));
        assertThat(group.targets())
                .containsExactly(
                        ingress("shop.example.org", "/cart", "https"),
                        ingress("shop.example.org", "/", "https"),
                        ingress("a.shop.example.org", "/", "http"));
    }

    private static Labels ingress(String host, String path, String scheme) {
        return meta("__address__", host, "ingress_host", host, "ingress_path", path, "ingress_scheme", scheme);
    }
}
