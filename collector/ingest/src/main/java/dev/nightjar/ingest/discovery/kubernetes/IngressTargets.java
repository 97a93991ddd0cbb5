package dev.nightjar.ingest.discovery.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.ingest.discovery.source.MetaLabel;
import dev.nightjar.model.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A target for each path of each host of each ingress: for probing from outside. */
final class IngressTargets implements TargetMaker {
    @Override
    public String kind() {
        return "ingress";
    }

    @Override
    public Map<String, String> common(JsonNode ingress) {
        Map<String, String> labels = ObjectLabels.of("ingress", ingress);
        labels.put(ObjectLabels.NAMESPACE, ObjectLabels.namespace(ingress));
        ObjectLabels.put(labels, "ingress_class_name", ingress.path("spec").path("ingressClassName"));
        return labels;
    }

    @Override
    public List<Labels> targets(JsonNode ingress) {
        List<Labels> targets = new ArrayList<>();
        for (JsonNode rule : ingress.path("spec").path("rules")) {
            String host = rule.path("host").asText("");
            String scheme = isEncrypted(ingress, host) ? "https" : "http";
            for (String path : paths(rule)) {
                targets.add(Labels.of(
                        MetaLabel.ADDRESS,
                        host,
                        ObjectLabels.META + "ingress_host",
                        host,
                        ObjectLabels.META + "ingress_path",
                        path,
                        ObjectLabels.META + "ingress_scheme",
                        scheme));
            }
        }
        return targets;
    }

    private static List<String> paths(JsonNode rule) {
        if (!rule.path("http").isObject()) {
            return List.of("/");
        }
        List<String> paths = new ArrayList<>();
        for (JsonNode one : rule.path("http").path("paths")) {
            String path = one.path("path").asText("");
            paths.add(path.isEmpty() ? "/" : path);
        }
        return paths;
    }

    private static boolean isEncrypted(JsonNode ingress, String host) {
        for (JsonNode tls : ingress.path("spec").path("tls")) {
            for (JsonNode pattern : tls.path("hosts")) {
                if (matches(pattern.asText(""), host)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A star stands for one part of a name, the first. */
    private static boolean matches(String pattern, String host) {
        int dot = host.indexOf('.');
        return pattern.equals(host)
                || (pattern.startsWith("*.") && dot >= 0 && pattern.substring(1).equals(host.substring(dot)));
    }
}
