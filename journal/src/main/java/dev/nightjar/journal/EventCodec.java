package dev.nightjar.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.nightjar.model.event.Event;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Turns events into JSON documents {@code {"v":1,"type":"PageOpened","data":{…}}} and back. Thread-safe.
 *
 * <p>Reading is lenient where time passes: a field nobody knows any more is ignored, one that is missing takes the
 * empty value of its type. It is strict where ignoring would lose meaning: an unknown type or a newer version is an
 * error.
 */
final class EventCodec {
    private final ObjectMapper json = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(LabelsJson.module())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();
    private final Map<String, Class<? extends Event>> types = new EventTypes().byName();

    /** Of the kinds that were met. */
    private final Map<String, RecordReader> readers = new ConcurrentHashMap<>();

    byte[] encode(Event event) {
        String type = event.getClass().getSimpleName();
        ObjectNode document = json.createObjectNode();
        document.put("v", EventTypes.version(type));
        document.put("type", type);
        document.set("data", json.valueToTree(event));
        try {
            return json.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot write " + type + " as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** What lets every event of that kind pass. */
    EventFilter filter(Class<? extends Event> kind) {
        return kind == Event.class
                ? EventFilter.EVERYTHING
                : EventFilter.of(types.entrySet().stream()
                        .filter(type -> kind.isAssignableFrom(type.getValue()))
                        .map(Map.Entry::getKey)
                        .toList());
    }

    /** Throws {@link IllegalArgumentException} that says what is wrong with the document. */
    Event decode(byte[] bytes) {
        try {
            JsonNode document = json.readTree(bytes);
            String type = document.path("type").asText();
            Class<? extends Event> known = types.get(type);
            if (known == null) {
                throw new IllegalArgumentException("unknown type \"" + type
                        + "\"; it was written by another version of Nightjar, start that one or a newer one");
            }
            int version = document.path("v").asInt();
            if (version > EventTypes.version(type)) {
                throw new IllegalArgumentException(type + " has version " + version + ", this Nightjar reads up to "
                        + EventTypes.version(type) + "; start the newer version that wrote it");
            }
            return readers.computeIfAbsent(type, name -> new RecordReader(known, json))
                    .read(document.path("data"));
        } catch (IOException e) {
            throw new IllegalArgumentException("not a JSON document: " + e.getMessage(), e);
        }
    }
}
