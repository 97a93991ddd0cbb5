package dev.nightjar.server.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.server.text.Suggestion;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lays a YAML tree over a record's defaults: a key is a component's name, a section a nested record. Collects every
 * problem with its place and goes on, so that a file's mistakes are all seen at once.
 */
final class RecordReader {
    private final String source;
    private final List<String> problems;

    RecordReader(String source, List<String> problems) {
        this.source = source;
        this.problems = problems;
    }

    /** {@code defaults} with whatever {@code node} sets; keeps the default where a value is wrong. */
    <R extends Record> R read(R defaults, JsonNode node, String path) {
        if (node.isNull() || node.isMissingNode()) {
            return defaults;
        }
        if (!node.isObject()) {
            problem(path, "expected a section of keys, found " + describe(node));
            return defaults;
        }
        RecordComponent[] components = defaults.getClass().getRecordComponents();
        checkKeys(components, node, path);
        @Nullable Object[] values = new @Nullable Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            types[i] = component.getType();
            Object standard = valueOf(component, defaults);
            JsonNode given = node.get(component.getName());
            String place = path.isEmpty() ? component.getName() : path + "." + component.getName();
            values[i] = given == null || given.isNull()
                    ? standard
                    : convert(component.getGenericType(), standard, given, place);
        }
        return construct(defaults, types, values, path);
    }

    private void checkKeys(RecordComponent[] components, JsonNode node, String path) {
        List<String> known =
                Arrays.stream(components).map(RecordComponent::getName).toList();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!known.contains(entry.getKey())) {
                problem(path, "unknown key \"" + entry.getKey() + "\"" + Suggestion.among(known, entry.getKey()));
            }
        }
    }

    /** Records of a list: every key is needed. An item with a problem is left out. */
    private List<Object> items(Class<?> type, JsonNode given, String path) {
        if (!given.isArray()) {
            throw new IllegalArgumentException("expected a list, found " + describe(given));
        }
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            item(type, given.get(i), path + "[" + i + "]").ifPresent(items::add);
        }
        return items;
    }

    private Optional<Object> item(Class<?> type, JsonNode node, String path) {
        if (!node.isObject()) {
            problem(path, "expected a section of keys, found " + describe(node));
            return Optional.empty();
        }
        RecordComponent[] components = type.getRecordComponents();
        checkKeys(components, node, path);
        @Nullable Object[] values = new @Nullable Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        boolean whole = true;
        for (int i = 0; i < components.length; i++) {
            String name = components[i].getName();
            types[i] = components[i].getType();
            JsonNode given = node.get(name);
            if (given == null || given.isNull()) {
                problem(path, "key \"" + name + "\" is missing");
            } else {
                values[i] = convert(components[i].getGenericType(), null, given, path + "." + name);
            }
            whole &= values[i] != null;
        }
        return whole ? Optional.ofNullable(make(type, types, values, path)) : Optional.empty();
    }

    private static @Nullable Object valueOf(RecordComponent component, Record of) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    private <R extends Record> R construct(R defaults, Class<?>[] types, @Nullable Object[] values, String path) {
        @SuppressWarnings("unchecked") // the class of an R makes Rs
        Class<R> type = (Class<R>) defaults.getClass();
        R made = make(type, types, values, path);
        return made == null ? defaults : made;
    }

    /** Null if the record refuses the values, which is a problem. */
    private <T> @Nullable T make(Class<T> type, Class<?>[] types, @Nullable Object[] values, String path) {
        try {
            Constructor<T> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            problem(
                    path,
                    String.valueOf(
                            e.getCause() == null ? e.getMessage() : e.getCause().getMessage()));
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type, e);
        }
    }

    private @Nullable Object convert(Type type, @Nullable Object standard, JsonNode given, String place) {
        try {
            if (standard instanceof Record section && !(standard instanceof ListenAddress)) {
                return read(section, given, place);
            }
            if (type == String.class) {
                return text(given);
            }
            if (type == boolean.class) {
                return switch (text(given)) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException("expected true or false, found " + describe(given));
                };
            }
            if (type == int.class) {
                return Math.toIntExact(number(given));
            }
            if (type == long.class) {
                return number(given);
            }
            if (type == Duration.class) {
                return DurationText.parse(text(given));
            }
            if (type == Path.class) {
                return Path.of(text(given));
            }
            if (type == ListenAddress.class) {
                return ListenAddress.parse(text(given));
            }
            if (type instanceof Class<?> c && c.isEnum()) {
                return constant(c, text(given));
            }
            if (type instanceof ParameterizedType p
                    && p.getRawType() == List.class
                    && p.getActualTypeArguments()[0] instanceof Class<?> item
                    && item.isRecord()) {
                return items(item, given, place);
            }
            if (type instanceof ParameterizedType p && p.getRawType() == List.class) {
                List<String> items = new ArrayList<>();
                if (given.isArray()) {
                    for (JsonNode item : given) {
                        items.add(text(item));
                    }
                } else {
                    items.addAll(List.of(text(given).split(",")));
                }
                return List.copyOf(items);
            }
            if (type instanceof ParameterizedType p && p.getRawType() == Map.class && given.isObject()) {
                Map<String, String> entries = new LinkedHashMap<>();
                for (Map.Entry<String, JsonNode> entry : given.properties()) {
                    entries.put(entry.getKey(), text(entry.getValue()));
                }
                return entries;
            }
            throw new IllegalArgumentException("expected a " + type.getTypeName() + ", found " + describe(given));
        } catch (IllegalArgumentException | ArithmeticException e) {
            problem(place, String.valueOf(e.getMessage()));
            return standard;
        }
    }

    private static Object constant(Class<?> enumType, String text) {
        List<String> names = new ArrayList<>();
        for (Object constant : enumType.getEnumConstants()) {
            String name = constant.toString().toLowerCase(java.util.Locale.ROOT);
            if (name.equals(text)) {
                return constant;
            }
            names.add(name);
        }
        throw new IllegalArgumentException("expected one of " + String.join(", ", names) + ", found \"" + text + "\""
                + Suggestion.among(names, text));
    }

    private static String text(JsonNode given) {
        if (!given.isValueNode()) {
            throw new IllegalArgumentException("expected one value, found " + describe(given));
        }
        return given.asText();
    }

    private static long number(JsonNode given) {
        try {
            return Long.parseLong(text(given).replace("_", ""));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a whole number, found " + describe(given));
        }
    }

    private static String describe(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "a section";
            case NULL, MISSING -> "nothing";
            default -> "\"" + node.asText() + "\"";
        };
    }

    private void problem(String place, String what) {
        problems.add(source + ": " + (place.isEmpty() ? "" : place + ": ") + what);
    }
}
