package dev.nightjar.ingest.discovery.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.ingest.discovery.source.MetaLabel;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Labels that are said of objects of every kind. */
final class ObjectLabels {
    static final String META = "__meta_kubernetes_";
    static final String NAMESPACE = META + "namespace";

    private ObjectLabels() {}

    static String name(JsonNode object) {
        return object.path("metadata").path("name").asText("");
    }

    static String namespace(JsonNode object) {
        return object.path("metadata").path("namespace").asText("");
    }

    /**
     * Its name, labels and annotations.
     *
     * @param kind as the labels' names have it, such as {@code pod}
     */
    static Map<String, String> of(String kind, JsonNode object) {
        Map<String, String> labels = new HashMap<>();
        labels.put(META + kind + "_name", name(object));
        described(kind, object, labels);
        return labels;
    }

    /** Its labels and annotations, and that they are there. */
    static void described(String kind, JsonNode object, Map<String, String> to) {
        labelled(kind, object, to);
        copy(object.path("metadata").path("annotations"), META + kind + "_annotation", to);
    }

    static void labelled(String kind, JsonNode object, Map<String, String> to) {
        copy(object.path("metadata").path("labels"), META + kind + "_label", to);
    }

    private static void copy(JsonNode from, String prefix, Map<String, String> to) {
        from.properties().forEach(one -> {
            String name = MetaLabel.sanitized(one.getKey());
            to.put(prefix + "_" + name, one.getValue().asText(""));
            to.put(prefix + "present_" + name, "true");
        });
    }

    /** The owner that is in charge of it. */
    static Optional<JsonNode> controller(JsonNode object) {
        for (JsonNode owner : object.path("metadata").path("ownerReferences")) {
            if (owner.path("controller").asBoolean()) {
                return Optional.of(owner);
            }
        }
        return Optional.empty();
    }

    static void put(Map<String, String> to, String name, JsonNode value) {
        to.put(META + name, value.asText(""));
    }
}
