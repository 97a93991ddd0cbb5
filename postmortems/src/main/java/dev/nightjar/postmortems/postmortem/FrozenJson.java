package dev.nightjar.postmortems.postmortem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.postmortems.incident.Incident;
import dev.nightjar.postmortems.incident.Measure;
import dev.nightjar.postmortems.incident.TimelineEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The evidence of a postmortem as JSON documents by name: {@code incident}, {@code timeline}, {@code measures} and one
 * {@code graph-nn} each.
 */
final class FrozenJson {
    private static final String GRAPH = "graph-";

    private final JsonMapper json = new JsonMapper();

    /** What a draft keeps of the incident itself. */
    record Header(String title, String service) {}

    Map<String, String> write(Incident incident, List<FrozenGraph> graphs) {
        Map<String, String> documents = new TreeMap<>();
        documents.put("incident", text(json.valueToTree(new Header(incident.title(), incident.service()))));
        documents.put("timeline", text(timeline(incident.timeline())));
        documents.put("measures", text(measures(incident.measures())));
        for (int i = 0; i < graphs.size(); i++) {
            documents.put(String.format("%s%02d", GRAPH, i + 1), text(json.valueToTree(graphs.get(i))));
        }
        return documents;
    }

    private ArrayNode timeline(List<TimelineEntry> entries) {
        ArrayNode array = json.createArrayNode();
        for (TimelineEntry entry : entries) {
            array.addObject()
                    .put("at", entry.at().toString())
                    .put("kind", entry.kind().label())
                    .put("text", entry.text())
                    .put("by", entry.by())
                    .put("link", entry.link())
                    .put("offset", entry.offset());
        }
        return array;
    }

    private ArrayNode measures(List<Measure> measures) {
        ArrayNode array = json.createArrayNode();
        for (Measure measure : measures) {
            Duration duration = measure.duration();
            ObjectNode node = array.addObject().put("name", measure.name()).put("explanation", measure.explanation());
            node.put("millis", duration == null ? null : (Long) duration.toMillis());
        }
        return array;
    }

    private String text(JsonNode node) {
        return node.toString();
    }

    Header header(Map<String, String> documents) {
        JsonNode node = read(documents.get("incident"));
        return new Header(node.path("title").asText(), node.path("service").asText());
    }

    List<TimelineEntry> timeline(Map<String, String> documents) {
        List<TimelineEntry> entries = new ArrayList<>();
        for (JsonNode node : read(documents.get("timeline"))) {
            entries.add(new TimelineEntry(
                    Instant.parse(node.path("at").asText()),
                    TimelineEntry.Kind.ofLabel(node.path("kind").asText()),
                    node.path("text").asText(),
                    node.path("by").asText(),
                    node.path("link").isTextual() ? node.path("link").asText() : null,
                    node.path("offset").asLong()));
        }
        return entries;
    }

    List<Measure> measures(Map<String, String> documents) {
        List<Measure> measures = new ArrayList<>();
        for (JsonNode node : read(documents.get("measures"))) {
            JsonNode millis = node.path("millis");
            measures.add(new Measure(
                    node.path("name").asText(),
                    millis.isNumber() ? Duration.ofMillis(millis.asLong()) : null,
                    node.path("explanation").asText()));
        }
        return measures;
    }

    List<FrozenGraph> graphs(Map<String, String> documents) {
        List<FrozenGraph> graphs = new ArrayList<>();
        for (Map.Entry<String, String> document : new TreeMap<>(documents).entrySet()) {
            if (document.getKey().startsWith(GRAPH)) {
                try {
                    graphs.add(json.readValue(document.getValue(), FrozenGraph.class));
                } catch (JsonProcessingException e) {
                    throw unreadable(document.getKey(), e);
                }
            }
        }
        return graphs;
    }

    /** An absent document is empty: drafts of other versions may have kept less. */
    private JsonNode read(@Nullable String document) {
        try {
            return document == null ? json.createArrayNode() : json.readTree(document);
        } catch (JsonProcessingException e) {
            throw unreadable("a document", e);
        }
    }

    private static IllegalArgumentException unreadable(String what, JsonProcessingException e) {
        return new IllegalArgumentException(
                what + " of a postmortem's frozen evidence is not what Nightjar writes: " + e.getOriginalMessage(), e);
    }
}
