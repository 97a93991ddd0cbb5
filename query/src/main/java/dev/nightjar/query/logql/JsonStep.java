package dev.nightjar.query.logql;

import dev.nightjar.model.LineShape;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.SourceText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** {@code | json}: every field as a label, nested names joined by {@code _}, arrays left out; or the fields asked for. */
final class JsonStep implements Step {
    private static final String ERROR = "JSONParserErr";

    private final Map<String, List<Object>> paths;
    private final Map<LineShape, Optional<JsonShape>> shapes = new ConcurrentHashMap<>();

    /** Throws {@link QueryException} where a path cannot be read. */
    JsonStep(Stage.Json stage, SourceText source) {
        this.paths = new LinkedHashMap<>();
        for (Stage.Extraction extraction : stage.extractions()) {
            paths.put(extraction.label(), path(extraction, source));
        }
    }

    /** {@code a.b[0]["c d"]} as names and indexes. */
    private static List<Object> path(Stage.Extraction extraction, SourceText source) {
        String text = extraction.expression();
        List<Object> path = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int end;
            if (c == '[') {
                end = text.indexOf(']', at);
                String inner = end < 0 ? "" : text.substring(at + 1, end);
                if (inner.length() > 1 && inner.startsWith("\"") && inner.endsWith("\"")) {
                    path.add(inner.substring(1, inner.length() - 1));
                } else if (!inner.isEmpty()
                        && inner.length() < 10
                        && inner.chars().allMatch(Character::isDigit)) {
                    path.add(Integer.parseInt(inner));
                } else {
                    throw badPath(extraction, source);
                }
                at = end + 1;
            } else {
                int from = c == '.' && at > 0 ? at + 1 : at;
                end = from;
                while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') {
                    end++;
                }
                if (end == from) {
                    throw badPath(extraction, source);
                }
                path.add(text.substring(from, end));
                at = end;
            }
        }
        if (path.isEmpty()) {
            throw badPath(extraction, source);
        }
        return path;
    }

    private static QueryException badPath(Stage.Extraction extraction, SourceText source) {
        return QueryException.inText(
                source,
                extraction.offset(),
                "\"" + extraction.expression()
                        + "\" is not a JSON path; write it like request.headers[\"User-Agent\"][0]");
    }

    @Override
    public boolean apply(Entry entry) {
        LineShape shape = paths.isEmpty() ? entry.shape() : null;
        if (shape != null) {
            Optional<JsonShape> fields = shapes.get(shape);
            if (fields == null) {
                fields = JsonShape.of(shape);
                shapes.put(shape, fields);
            }
            if (fields.isPresent() && entry.takeFields(fields.get())) {
                return true;
            }
        }
        JsonValue value;
        try {
            value = JsonReader.read(entry.text());
        } catch (JsonReader.NotJson e) {
            entry.fail(ERROR, String.valueOf(e.getMessage()));
            return true;
        }
        if (!paths.isEmpty()) {
            paths.forEach((label, path) -> entry.extract(label, find(value, path)));
        } else if (value instanceof JsonValue.Obj object) {
            flatten("", object, entry);
        } else {
            entry.fail(ERROR, "the line is no JSON object");
        }
        return true;
    }

    private static String find(JsonValue from, List<Object> path) {
        JsonValue value = from;
        for (Object step : path) {
            JsonValue next = null;
            if (step instanceof String name && value instanceof JsonValue.Obj object) {
                next = object.members().get(name);
            } else if (step instanceof Integer index
                    && value instanceof JsonValue.Arr array
                    && index < array.elements().size()) {
                next = array.elements().get(index);
            }
            if (next == null) {
                return "";
            }
            value = next;
        }
        return text(value);
    }

    private static String text(JsonValue value) {
        return switch (value) {
            case JsonValue.Text text -> text.value();
            case JsonValue.Null _ -> "";
            case JsonValue.Plain plain -> plain.raw();
            case JsonValue.Obj object -> object.raw();
            case JsonValue.Arr array -> array.raw();
        };
    }

    private static void flatten(String prefix, JsonValue.Obj object, Entry entry) {
        object.members().forEach((name, value) -> {
            String label = prefix + LabelNames.sanitized(name, prefix.isEmpty());
            switch (value) {
                case JsonValue.Obj nested -> flatten(label + '_', nested, entry);
                case JsonValue.Arr _ -> {}
                case JsonValue.Null _, JsonValue.Text _, JsonValue.Plain _ -> entry.extract(label, text(value));
            }
        });
    }
}
