package dev.nightjar.web.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns records into JSON schemas, each record once, by its name; of two of one name the later has that of the class
 * around it before its own. Not thread-safe.
 */
final class JsonSchemas {
    private final Map<String, Object> named = new TreeMap<>();
    private final Map<Class<?>, String> names = new HashMap<>();

    /** The schemas of all records met so far. */
    Map<String, Object> named() {
        return named;
    }

    Map<String, Object> of(Type type) {
        return switch (type) {
            case ParameterizedType list
            when list.getRawType() == List.class ->
                Map.of("type", "array", "items", of(list.getActualTypeArguments()[0]));
            case ParameterizedType map
            when map.getRawType() == Map.class ->
                Map.of("type", "object", "additionalProperties", of(map.getActualTypeArguments()[1]));
            case Class<?> plain -> plain(plain);
            default -> throw new IllegalStateException("no schema for a component of type " + type);
        };
    }

    private Map<String, Object> plain(Class<?> type) {
        if (type.isRecord()) {
            String name = names.get(type);
            if (name == null) {
                name = freeName(type);
                names.put(type, name); // a record may hold itself
                named.put(name, Map.of());
                named.put(name, properties(type));
            }
            return Map.of("$ref", "#/components/schemas/" + name);
        }
        return Map.of("type", word(type));
    }

    private String freeName(Class<?> type) {
        Class<?> around = type.getEnclosingClass();
        String simple = type.getSimpleName();
        return !named.containsKey(simple) || around == null ? simple : around.getSimpleName() + simple;
    }

    private static String word(Class<?> type) {
        if (type == String.class) {
            return "string";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "boolean";
        }
        if (type == double.class || type == Double.class) {
            return "number";
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "integer";
        }
        throw new IllegalStateException("no schema for a component of " + type);
    }

    private Map<String, Object> properties(Class<?> type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = name(component);
            required.add(name);
            Map<String, Object> schema = of(component.getGenericType());
            properties.put(name, mayBeNull(component.getAnnotatedType()) ? orNull(schema) : schema);
        }
        return Map.of("type", "object", "properties", properties, "required", required);
    }

    private static String name(RecordComponent component) {
        JsonProperty other = component.getAccessor().getAnnotation(JsonProperty.class);
        return other == null ? component.getName() : other.value();
    }

    private static boolean mayBeNull(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private static Map<String, Object> orNull(Map<String, Object> schema) {
        return Map.of("anyOf", List.of(schema, Map.of("type", "null")));
    }
}
