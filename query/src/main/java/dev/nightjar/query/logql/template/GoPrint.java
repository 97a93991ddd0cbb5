package dev.nightjar.query.logql.template;

import dev.nightjar.query.NumberText;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as Go writes them. */
final class GoPrint {
    private GoPrint() {}

    /** As an action writes it: nil as {@code <no value>}. */
    static String printed(@Nullable Object value) {
        return value == null ? "<no value>" : plain(value);
    }

    /** As {@code %v}. */
    static String plain(@Nullable Object value) {
        return switch (value) {
            case null -> "<nil>";
            case Double number -> Double.isFinite(number) ? NumberText.general(number) : NumberText.plain(number);
            case ZonedDateTime time -> GoTime.shown(time);
            case ZoneId zone -> zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
            case List<?> list -> list.stream().map(GoPrint::plain).collect(Collectors.joining(" ", "[", "]"));
            case Map<?, ?> map ->
                new TreeMap<>(map)
                        .entrySet().stream()
                                .map(entry -> plain(entry.getKey()) + ":" + plain(entry.getValue()))
                                .collect(Collectors.joining(" ", "map[", "]"));
            default -> value.toString();
        };
    }

    /** The name of a value's type. */
    static String type(@Nullable Object value) {
        return switch (value) {
            case null -> "nil";
            case String _ -> "string";
            case Long _ -> "int";
            case Double _ -> "float64";
            case Boolean _ -> "bool";
            case ZonedDateTime _ -> "time.Time";
            case ZoneId _ -> "*time.Location";
            case NamedNumber number -> number.type();
            case List<?> _ -> "[]interface {}";
            case LabelMap _ -> "map[string]string";
            default -> "map[string]interface {}";
        };
    }
}
