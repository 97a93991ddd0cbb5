package dev.nightjar.query.logql;

import dev.nightjar.model.LineShape;
import dev.nightjar.query.QueryException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** {@code | json}: every field as a label, nested names joined by {@code _}, arrays left out; or the fields asked for. */
final class JsonStep implements Step {
    static final String ERROR = "JSONParserErr";

    /** Deeper nesting is nobody's log. */
    private static final int MAX_DEPTH = 128;

    private final Map<String, JsonPath> paths = new LinkedHashMap<>();
    private final Map<LineShape, Optional<JsonShape>> shapes = new ConcurrentHashMap<>();

    /** Throws {@link QueryException} where a path cannot be read. */
    JsonStep(Stage.Json stage) {
        for (Stage.Extraction extraction : stage.extractions()) {
            try {
                paths.put(extraction.label(), JsonPath.parse(extraction.expression()));
            } catch (IllegalArgumentException e) {
                throw ParseError.stage(stage, String.valueOf(e.getMessage()));
            }
        }
    }

    @Override
    public boolean apply(Entry entry) {
        if (entry.hasAllNeeded()) {
            return true;
        }
        entry.beginParsing();
        if (!paths.isEmpty()) {
            extract(entry);
        } else if (!takesShape(entry)) {
            try {
                flatten("", JsonScan.object(entry.text()), entry, 0);
            } catch (JsonScan.Malformed e) {
                entry.failParsing(ERROR, String.valueOf(e.getMessage()));
            }
        }
        return true;
    }

    private boolean takesShape(Entry entry) {
        LineShape shape = entry.shape();
        if (shape == null) {
            return false;
        }
        Optional<JsonShape> fields = shapes.get(shape);
        if (fields == null) {
            fields = JsonShape.of(shape);
            shapes.put(shape, fields);
        }
        return fields.isPresent() && entry.takeFields(fields.get());
    }

    /** Whether to go on: not where everything needed was found. */
    private static boolean flatten(String prefix, JsonScan object, Entry entry, int depth) throws JsonScan.Malformed {
        if (depth > MAX_DEPTH) {
            throw new JsonScan.Malformed("more than " + MAX_DEPTH + " levels");
        }
        while (object.next()) {
            switch (object.kind()) {
                case OBJECT -> {
                    String inner = LabelNames.prefix(prefix + LabelNames.sanitized(object.key(), prefix.isEmpty()));
                    Optional<JsonScan> members = object.inner();
                    if (entry.needsSomeOf(inner)
                            && members.isPresent()
                            && !flatten(inner, members.get(), entry, depth + 1)) {
                        return false;
                    }
                }
                case ARRAY, NULL -> {}
                case TEXT, NUMBER, BOOLEAN -> {
                    String label = prefix + LabelNames.sanitized(object.key(), prefix.isEmpty());
                    if (entry.needs(label)) {
                        entry.extract(label, object.value());
                        if (entry.hasAllNeeded()) {
                            return false;
                        }
                    }
                }
            }
        }
        return true;
    }

    private void extract(Entry entry) {
        String text = entry.text();
        if (text.isEmpty()) {
            return;
        }
        if ("\"{[".indexOf(text.charAt(0)) < 0) {
            entry.failParsing(ERROR, "");
            return;
        }
        paths.forEach((label, path) -> {
            try {
                entry.extractAgain(label, path.find(text).orElse(""));
            } catch (JsonScan.Malformed e) {
                entry.failParsing(ERROR, String.valueOf(e.getMessage()));
                entry.extractAgain(label, "");
            }
        });
    }
}
