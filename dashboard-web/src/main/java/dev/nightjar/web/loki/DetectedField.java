package dev.nightjar.web.loki;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A field as lines show it. Used by one thread. */
final class DetectedField {
    private final Set<String> values = new HashSet<>();
    private final Set<String> parsers = new TreeSet<>();
    private List<String> jsonPath = List.of();
    private FieldType type = FieldType.STRING;

    /** {@code parser}: what found it in the line; empty where it came beside the line. */
    void saw(String value, String parser, List<String> path) {
        if (values.isEmpty()) {
            type = FieldType.of(value);
        } else if (type != FieldType.STRING && !values.contains(value)) {
            type = widened(type, FieldType.of(value));
        }
        values.add(value);
        if (!parser.isEmpty()) {
            parsers.add(parser);
        }
        if (!path.isEmpty()) {
            jsonPath = path;
        }
    }

    /** Whole numbers among others are numbers; anything else that is not alike is text. */
    private static FieldType widened(FieldType one, FieldType other) {
        if (one == other) {
            return one;
        }
        Set<FieldType> both = Set.of(one, other);
        return both.equals(Set.of(FieldType.INT, FieldType.FLOAT)) ? FieldType.FLOAT : FieldType.STRING;
    }

    FieldType type() {
        return type;
    }

    /** Each once, in no order. */
    Set<String> values() {
        return values;
    }

    Set<String> parsers() {
        return parsers;
    }

    /** From the line's outermost object to the field; empty where it is not from JSON. */
    List<String> jsonPath() {
        return jsonPath;
    }
}
