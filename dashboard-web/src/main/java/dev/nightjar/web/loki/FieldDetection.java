package dev.nightjar.web.loki;

import dev.nightjar.model.Label;
import dev.nightjar.model.Labels;
import dev.nightjar.query.logql.LineFields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds the fields of lines: their structured metadata, what a query parsed of them, and what JSON or logfmt would find
 * in them. Used by one thread.
 */
final class FieldDetection {
    private static final String EXTRACTED = "_extracted";

    private final int limit;
    private final Map<String, DetectedField> fields = new TreeMap<>();

    /** {@code limit}: of fields; those found first are kept. */
    FieldDetection(int limit) {
        this.limit = limit;
    }

    /** By name. */
    Map<String, DetectedField> fields() {
        return fields;
    }

    void look(Labels stream, LogQueries.Entry entry) {
        for (Label label : entry.metadata()) {
            saw(label.name(), label.value(), "", List.of());
        }
        Labels own = Labels.builder().setAll(stream).setAll(entry.metadata()).build();
        Optional<List<LineFields.Field>> json = LineFields.json(entry.line());
        String parser = json.isPresent() ? "json" : "logfmt";
        for (Label label : entry.parsed()) {
            if (!label.name().startsWith("__error")) {
                saw(label.name(), label.value(), parser, List.of());
            }
        }
        for (LineFields.Field field : json.orElseGet(() -> LineFields.logfmt(entry.line()))) {
            saw(named(field.label(), own), field.value(), parser, json.isPresent() ? field.path() : List.of());
        }
    }

    /** A label that the line has already keeps its name. */
    private static String named(String name, Labels own) {
        return own.has(name) ? name + EXTRACTED : name;
    }

    private void saw(String name, String value, String parser, List<String> path) {
        DetectedField field = fields.get(name);
        if (field == null) {
            if (fields.size() >= limit) {
                return;
            }
            field = new DetectedField();
            fields.put(name, field);
        }
        field.saw(value, parser, path);
    }
}
