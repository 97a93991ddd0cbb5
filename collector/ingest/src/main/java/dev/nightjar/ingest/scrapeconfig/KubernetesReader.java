package dev.nightjar.ingest.scrapeconfig;

import dev.nightjar.definition.Section;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads one of {@code kubernetes_sd_configs}. */
final class KubernetesReader {
    private final Path folder;
    private final HttpAccessReader access;

    KubernetesReader(Path folder, HttpAccessReader access) {
        this.folder = folder;
        this.access = access;
    }

    Optional<DiscoveryConfig> read(Section section) {
        List<String> known = new ArrayList<>(
                List.of("api_server", "role", "kubeconfig_file", "namespaces", "selectors", "attach_metadata"));
        known.addAll(HttpAccessReader.FIELDS);
        section.allow(known.toArray(String[]::new));
        Optional<KubernetesAccess> how = how(section);
        DiscoveryConfig.Kubernetes.Attached attached = attached(section);
        Optional<Section> namespaces = section.section("namespaces", "namespaces");
        namespaces.ifPresent(fields -> fields.allow("names", "own_namespace"));
        Optional<KubernetesRole> role = role(section, section.requiredText("role"));
        if (role.isEmpty() || how.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new DiscoveryConfig.Kubernetes(
                role.get(),
                how.get(),
                namespaces.map(fields -> fields.textList("names")).orElse(List.of()),
                namespaces.map(fields -> fields.flag("own_namespace", false)).orElse(false),
                selectors(section, role.get(), attached),
                attached));
    }

    private Optional<KubernetesAccess> how(Section section) {
        HttpAccess http = access.read(section);
        Optional<String> server = section.text("api_server");
        Optional<String> file = section.text("kubeconfig_file");
        if (server.isPresent() && file.isPresent()) {
            section.problem("kubeconfig_file", "api_server and kubeconfig_file are both there; keep one");
        }
        if (server.isEmpty() && !http.equals(HttpAccess.DEFAULTS)) {
            section.problem("role", "authorization, TLS and proxies need an api_server; write it, or take them out");
        }
        if (server.isPresent()) {
            return HttpAccessReader.uri(section, "api_server", server.get())
                    .map(uri -> new KubernetesAccess.Server(uri, http));
        }
        return Optional.of(file.<KubernetesAccess>map(name -> new KubernetesAccess.KubeConfig(folder.resolve(name)))
                .orElse(new KubernetesAccess.InCluster()));
    }

    private static Optional<KubernetesRole> role(Section section, String text) {
        Optional<KubernetesRole> role = KubernetesRole.of(text);
        if (role.isEmpty() && section.has("role")) {
            String all = Arrays.stream(KubernetesRole.values())
                    .map(KubernetesRole::text)
                    .collect(Collectors.joining(", "));
            section.problem("role", "role: must be one of " + all + ", found \"" + text + "\"");
        }
        return role;
    }

    private static DiscoveryConfig.Kubernetes.Attached attached(Section section) {
        return section.section("attach_metadata", "attach_metadata")
                .map(fields -> fields.allow("node", "namespace", "deployment", "job", "cronjob"))
                .map(fields -> new DiscoveryConfig.Kubernetes.Attached(
                        fields.flag("node", false),
                        fields.flag("namespace", false),
                        fields.flag("deployment", false),
                        fields.flag("job", false),
                        fields.flag("cronjob", false)))
                .orElse(DiscoveryConfig.Kubernetes.Attached.NOTHING);
    }

    private static Map<KubernetesRole, DiscoveryConfig.Kubernetes.Selector> selectors(
            Section section, KubernetesRole of, DiscoveryConfig.Kubernetes.Attached attached) {
        Map<KubernetesRole, DiscoveryConfig.Kubernetes.Selector> found = new EnumMap<>(KubernetesRole.class);
        List<KubernetesRole> selectable = of.selectable(attached.node());
        for (Section one : section.sections("selectors", "selectors")) {
            one.allow("role", "label", "field");
            Optional<KubernetesRole> role = role(one, one.requiredText("role"));
            if (role.isPresent() && !selectable.contains(role.get())) {
                one.problem(
                        "role",
                        "role " + of.text() + " takes selectors of "
                                + selectable.stream().map(KubernetesRole::text).collect(Collectors.joining(", "))
                                + " only, found \"" + role.get().text() + "\"");
            }
            var selector = new DiscoveryConfig.Kubernetes.Selector(
                    one.text("label").orElse(""), one.text("field").orElse(""));
            if (role.isPresent() && found.put(role.get(), selector) != null) {
                one.problem(
                        "role",
                        "there is another selector of role " + role.get().text() + "; keep one");
            }
        }
        return found;
    }
}
