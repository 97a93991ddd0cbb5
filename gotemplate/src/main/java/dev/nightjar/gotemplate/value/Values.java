package dev.nightjar.gotemplate.value;

import dev.nightjar.gotemplate.notation.GoNumbers;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What Go says of any value: how it prints, what its type is called, and whether it counts as true. */
public final class Values {
    private Values() {}

    /** As an action writes it: nil as {@code <no value>}. */
    public static String shown(@Nullable Object value) {
        return value instanceof String text ? text : value == null ? "<no value>" : text(value);
    }

    /** As {@code %v}. */
    public static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "<nil>";
            case String text -> text;
            case Double number -> GoNumbers.shortest(number);
            case GoObject object -> object.printed().orElseGet(() -> contents(object));
            default -> contents(value);
        };
    }

    private static String contents(Object value) {
        return switch (value) {
            case TextMap map -> map(map.texts());
            case Map<?, ?> map -> map(map);
            case Collection<?> list -> list.stream().map(Values::text).collect(Collectors.joining(" ", "[", "]"));
            default -> value.toString();
        };
    }

    private static String map(Map<?, ?> map) {
        return new TreeMap<>(map)
                .entrySet().stream()
                        .map(entry -> text(entry.getKey()) + ":" + text(entry.getValue()))
                        .collect(Collectors.joining(" ", "map[", "]"));
    }

    /** The name of its type. */
    public static String type(@Nullable Object value) {
        return switch (value) {
            case null -> "<nil>";
            case String _ -> "string";
            case Long _ -> "int";
            case Double _ -> "float64";
            case Boolean _ -> "bool";
            case GoObject object -> object.type();
            case List<?> _ -> "[]interface {}";
            default -> "map[string]interface {}";
        };
    }

    /** Neither nil nor false nor zero nor empty. */
    public static boolean isTrue(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean truth -> truth;
            case String text -> !text.isEmpty();
            case Long number -> number != 0;
            case Double number -> number != 0;
            case GoInteger number -> number.number() != 0;
            case TextMap map -> !map.texts().isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            case Collection<?> list -> !list.isEmpty();
            default -> true;
        };
    }
}
