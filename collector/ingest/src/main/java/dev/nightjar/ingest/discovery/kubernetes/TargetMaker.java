package dev.nightjar.ingest.discovery.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.ingest.scrapeconfig.TargetGroup;
import dev.nightjar.model.Labels;
import java.util.List;
import java.util.Map;

/** Makes targets of the objects of one role. */
interface TargetMaker {
    /** The role's name in {@link TargetGroup#source}. */
    String kind();

    /** Those of one object; none where it is not ready to be one. */
    List<Labels> targets(JsonNode object);

    /** What is said of all of them. */
    Map<String, String> common(JsonNode object);

    default TargetGroup group(JsonNode object, Map<String, String> attached) {
        List<Labels> targets = targets(object);
        Map<String, String> labels = common(object);
        labels.putAll(attached);
        String source = kind() + "/" + ObjectLabels.namespace(object) + "/" + ObjectLabels.name(object);
        return new TargetGroup(source, targets, Labels.of(labels));
    }
}
