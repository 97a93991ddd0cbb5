package dev.nightjar.query.logql;

import dev.nightjar.model.LineShape;
import dev.nightjar.model.LogCursor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of lines of one shape that are JSON objects: the text is parsed once, with a mark in each slot's place, and
 * each field is then made of literals and slots. That holds for every line because a slot's value has no character that
 * JSON would take for anything but itself; only where a number stands must the value be decimal digits.
 */
final class JsonShape {
    /** The first of the characters that stand for slots, from Unicode's private use area. */
    private static final char MARK = '\uE000';

    private static final int MOST_SLOTS = 0x1000;

    /** Text, or a slot: its number, and no text. */
    private record Part(String text, int slot) {}

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> labels = new ArrayList<>();
    private final List<List<Part>> values = new ArrayList<>();
    private final List<Integer> decimals = new ArrayList<>();
    private int[] decimalSlots = new int[0];

    private JsonShape() {}

    /** Empty where lines of this shape have to be read one by one. */
    static Optional<JsonShape> of(LineShape shape) {
        if (shape.slots() > MOST_SLOTS) {
            return Optional.empty();
        }
        StringBuilder line = new StringBuilder();
        for (int slot = 0; slot <= shape.slots(); slot++) {
            int start = shape.literalStart(slot);
            String literal =
                    new String(shape.literals(), start, shape.literalEnd(slot) - start, StandardCharsets.UTF_8);
            if (isMarked(literal)) {
                return Optional.empty();
            }
            line.append(literal);
            if (slot < shape.slots()) {
                line.append((char) (MARK + slot));
            }
        }
        try {
            JsonShape fields = new JsonShape();
            boolean readable = JsonReader.readMarked(line.toString()) instanceof JsonValue.Obj object
                    && fields.take("", object, shape);
            fields.decimalSlots =
                    fields.decimals.stream().mapToInt(Integer::intValue).toArray();
            return readable ? Optional.of(fields) : Optional.empty();
        } catch (JsonReader.NotJson e) {
            return Optional.empty();
        }
    }

    static boolean isMark(char c) {
        return c >= MARK && c < MARK + MOST_SLOTS;
    }

    private static boolean isMarked(String text) {
        return text.chars().anyMatch(c -> isMark((char) c));
    }

    private boolean take(String prefix, JsonValue.Obj object, LineShape shape) {
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
            String label = prefix + LabelNames.sanitized(member.getKey(), prefix.isEmpty());
            boolean taken = !isMarked(member.getKey())
                    && switch (member.getValue()) {
                        case JsonValue.Obj nested -> take(LabelNames.prefix(label), nested, shape);
                        case JsonValue.Arr array -> needDecimals(array, shape);
                        case JsonValue.Null _ -> true;
                        case JsonValue.Text text -> isWhole(text.value()) && add(label, JsonScan.shown(text.value()));
                        case JsonValue.Plain plain -> needDecimals(plain, shape) && add(label, plain.raw());
                    };
            if (!taken) {
                return false;
            }
        }
        return true;
    }

    /** Whether there are no halves of characters, which make a string unreadable. */
    private static boolean isWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isHighSurrogate(text.charAt(i))
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Labels that mean something to the pipeline, or that another's renaming could meet, are read one by one. */
    private boolean add(String label, String value) {
        if (label.startsWith("__") || label.endsWith(Entry.EXTRACTED)) {
            return false;
        }
        List<Part> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < value.length(); i++) {
            if (isMark(value.charAt(i))) {
                if (i > from) {
                    parts.add(new Part(value.substring(from, i), -1));
                }
                parts.add(new Part("", value.charAt(i) - MARK));
                from = i + 1;
            }
        }
        if (from < value.length() || parts.isEmpty()) {
            parts.add(new Part(value.substring(from), -1));
        }
        if (numbers.putIfAbsent(label, labels.size()) == null) {
            labels.add(label);
            values.add(parts);
        }
        return true;
    }

    private boolean needDecimals(JsonValue value, LineShape shape) {
        return switch (value) {
            case JsonValue.Obj object -> object.members().values().stream().allMatch(each -> needDecimals(each, shape));
            case JsonValue.Arr array -> array.elements().stream().allMatch(each -> needDecimals(each, shape));
            case JsonValue.Text _, JsonValue.Null _ -> true;
            case JsonValue.Plain plain -> {
                for (char c : plain.raw().toCharArray()) {
                    if (isMark(c)) {
                        decimals.add(c - MARK);
                        if (!shape.isNumber(c - MARK)) {
                            yield false;
                        }
                    }
                }
                yield true;
            }
        };
    }

    /** Whether the line where the cursor stands is JSON as its shape promises. */
    boolean fits(LogCursor line) {
        return line.areDecimal(decimalSlots);
    }

    int size() {
        return labels.size();
    }

    String label(int field) {
        return labels.get(field);
    }

    /** The field's number, or -1 where there is none. */
    int field(String label) {
        return numbers.getOrDefault(label, -1);
    }

    /** The slot that is all of the field's value; -1 where there is more, or something else, to it. */
    int slot(int field) {
        List<Part> parts = values.get(field);
        return parts.size() == 1 ? parts.getFirst().slot() : -1;
    }

    String value(int field, LogCursor line) {
        List<Part> parts = values.get(field);
        if (parts.size() == 1) {
            return text(parts.getFirst(), line);
        }
        StringBuilder value = new StringBuilder();
        parts.forEach(part -> value.append(text(part, line)));
        return value.toString();
    }

    private static String text(Part part, LogCursor line) {
        return part.slot() < 0
                ? part.text()
                : JsonScan.shown(new String(line.slot(part.slot()), StandardCharsets.UTF_8));
    }
}
