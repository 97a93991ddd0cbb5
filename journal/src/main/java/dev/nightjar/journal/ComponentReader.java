package dev.nightjar.journal;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nightjar.model.Labels;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads one component of events of one kind. What it has to look up by reflection it looks up once: all of the journal is
 * read at each start. The plain forms, which are nearly all, are read without Jackson's binding, and mean the same.
 */
final class ComponentReader {
    private final RecordComponent component;
    private final String name;
    private final boolean isNullable;
    private final Function<JsonNode, @Nullable Object> plain;
    private final Supplier<ObjectReader> binding;

    private volatile @Nullable ObjectReader any;

    ComponentReader(RecordComponent component, ObjectMapper json) {
        this.component = component;
        this.name = component.getName();
        this.isNullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        JavaType target = json.constructType(component.getGenericType());
        this.plain = plain(component.getType(), target);
        this.binding = () -> json.readerFor(target);
    }

    /** The component's value in {@code data}; an event without it has the value that stands for nothing. */
    @Nullable
    Object read(JsonNode data, Instant eventTime) {
        JsonNode value = data.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return isNullable ? null : missing(eventTime);
        }
        Object found = plain.apply(value);
        if (found != null) {
            return found;
        }
        try {
            return any().readValue(value);
        } catch (IOException e) {
            throw new IllegalArgumentException(described() + ": cannot read " + value, e);
        }
    }

    /** Made when it is needed: most components never are anything but plain. */
    private ObjectReader any() {
        ObjectReader known = any;
        if (known == null) {
            known = binding.get();
            any = known;
        }
        return known;
    }

    /** Null for what is not in its plain form. */
    private static Function<JsonNode, @Nullable Object> plain(Class<?> type, JavaType target) {
        if (type == String.class) {
            return JsonNode::textValue;
        } else if (type == Instant.class) {
            return ComponentReader::instant;
        } else if (type == Labels.class) {
            return value -> {
                Map<String, String> texts = texts(value);
                return texts == null ? null : Labels.of(texts);
            };
        } else if (type == Map.class && target.getContentType().getRawClass() == String.class) {
            return ComponentReader::texts;
        } else if (type.isEnum()) {
            return constants(type)::get;
        } else if (type == double.class) {
            return value -> value.isNumber() ? value.doubleValue() : null;
        } else if (type == long.class) {
            return value -> value.isInt() || value.isLong() ? value.longValue() : null;
        } else if (type == int.class) {
            return value -> value.isInt() ? value.intValue() : null;
        } else if (type == boolean.class) {
            return value -> value.isBoolean() ? value.booleanValue() : null;
        }
        return value -> null;
    }

    static @Nullable Instant instant(JsonNode value) {
        try {
            return value.isTextual() ? Instant.parse(value.textValue()) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Map<String, String> texts(JsonNode value) {
        if (!value.isObject()) {
            return null;
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            if (!field.getValue().isTextual()) {
                return null;
            }
            texts.put(field.getKey(), field.getValue().textValue());
        }
        return texts;
    }

    /** By the node that has their name. */
    private static Map<JsonNode, Object> constants(Class<?> type) {
        Map<JsonNode, Object> constants = new LinkedHashMap<>();
        for (Object constant : type.getEnumConstants()) {
            constants.put(TextNode.valueOf(((Enum<?>) constant).name()), constant);
        }
        return Map.copyOf(constants);
    }

    private Object missing(Instant eventTime) {
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
        throw new IllegalArgumentException(described() + " is missing and has no empty value");
    }

    private String described() {
        return component.getDeclaringRecord().getSimpleName() + "." + name;
    }
}
