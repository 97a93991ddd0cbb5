package dev.nightjar.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightjar.model.event.Event;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Makes one kind of event from its JSON object. A component that is missing becomes null where it may be, else the empty
 * value of its type; a missing time becomes the event's own.
 */
final class RecordReader {
    private final Class<? extends Event> type;
    private final ObjectMapper json;
    private final ComponentReader[] components;
    private final Constructor<? extends Event> constructor;

    RecordReader(Class<? extends Event> type, ObjectMapper json) {
        this.type = type;
        this.json = json;
        RecordComponent[] declared = type.getRecordComponents();
        this.components = new ComponentReader[declared.length];
        Class<?>[] types = new Class<?>[declared.length];
        for (int i = 0; i < declared.length; i++) {
            components[i] = new ComponentReader(declared[i], json);
            types[i] = declared[i].getType();
        }
        try {
            this.constructor = type.getDeclaredConstructor(types);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record without canonical constructor: " + type, e);
        }
    }

    Event read(JsonNode data) throws IOException {
        JsonNode at = data.path("at");
        if (!at.isTextual()) {
            throw new IllegalArgumentException(type.getSimpleName() + " has no time \"at\"");
        }
        Instant plain = ComponentReader.instant(at);
        Instant eventTime = plain == null ? json.treeToValue(at, Instant.class) : plain;
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = components[i].read(data, eventTime);
        }
        try {
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("cannot make " + type.getSimpleName() + " of " + data, e);
        }
    }
}
