package dev.nightjar.journal;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightjar.model.Labels;
import dev.nightjar.model.event.Event;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes one kind of event from its JSON object. A component that is missing becomes null where it may be, else the empty
 * value of its type; a missing time becomes the event's own.
 */
final class RecordReader {
    private final Class<? extends Event> type;
    private final RecordComponent[] components;
    private final Constructor<? extends Event> constructor;

    RecordReader(Class<? extends Event> type) {
        this.type = type;
        this.components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
        }
        try {
            this.constructor = type.getDeclaredConstructor(types);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record without canonical constructor: " + type, e);
        }
    }

    Event read(JsonNode data, ObjectMapper json) throws IOException {
        JsonNode at = data.path("at");
        if (!at.isTextual()) {
            throw new IllegalArgumentException(type.getSimpleName() + " has no time \"at\"");
        }
        Instant eventTime = json.treeToValue(at, Instant.class);
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            JsonNode value = data.path(components[i].getName());
            values[i] = value.isMissingNode() || value.isNull()
                    ? missing(components[i], eventTime)
                    : present(components[i], value, json);
        }
        try {
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("cannot make " + type.getSimpleName() + " of " + data, e);
        }
    }

    private @Nullable Object present(RecordComponent component, JsonNode value, ObjectMapper json) {
        try {
            JavaType target = json.constructType(component.getGenericType());
            return json.treeToValue(value, target);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    type.getSimpleName() + "." + component.getName() + ": cannot read " + value, e);
        }
    }

    private @Nullable Object missing(RecordComponent component, Instant eventTime) {
        if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            return null;
        }
        Class<?> target = component.getType();
        if (target == String.class) {
            return "";
        } else if (target == Instant.class) {
            return eventTime;
        } else if (target == List.class) {
            return List.of();
        } else if (target == Map.class) {
            return Map.of();
        } else if (target == Labels.class) {
            return Labels.EMPTY;
        } else if (target == double.class) {
            return 0.0;
        } else if (target == int.class) {
            return 0;
        } else if (target == long.class) {
            return 0L;
        } else if (target == boolean.class) {
            return false;
        }
        throw new IllegalArgumentException(
                type.getSimpleName() + "." + component.getName() + " is missing and has no empty value");
    }
}
