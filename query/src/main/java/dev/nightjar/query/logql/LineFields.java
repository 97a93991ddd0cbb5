package dev.nightjar.query.logql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields that {@code | json} or {@code | logfmt} find in a line, for who wants to know which there are. */
public final class LineFields {
    /** Deeper nesting is nobody's log. */
    private static final int MAX_DEPTH = 128;

    /**
     * A field with a value.
     *
     * @param label that it becomes
     * @param path the names that lead to it, as they are in the line
     */
    public record Field(String label, List<String> path, String value) {
        public Field {
            path = List.copyOf(path);
        }
    }

    /** By label: of a name that comes twice the first counts. */
    private final Map<String, Field> found = new LinkedHashMap<>();

    private LineFields() {}

    /** Empty where the line is no JSON object. */
    public static Optional<List<Field>> json(String line) {
        LineFields fields = new LineFields();
        try {
            fields.members("", List.of(), JsonScan.object(line));
        } catch (JsonScan.Malformed e) {
            return Optional.empty();
        }
        return Optional.of(List.copyOf(fields.found.values()));
    }

    /** What is no pair is passed over, and so is a name alone. */
    public static List<Field> logfmt(String line) {
        LineFields fields = new LineFields();
        LogfmtScan scan = new LogfmtScan(line);
        while (!scan.atEnd()) {
            if (scan.next()) {
                fields.add(LabelNames.sanitized(scan.key(), true), List.of(scan.key()), JsonScan.shown(scan.value()));
            }
        }
        return List.copyOf(fields.found.values());
    }

    private void members(String prefix, List<String> path, JsonScan object) throws JsonScan.Malformed {
        if (path.size() > MAX_DEPTH) {
            throw new JsonScan.Malformed("more than " + MAX_DEPTH + " levels");
        }
        while (object.next()) {
            String label = prefix + LabelNames.sanitized(object.key(), prefix.isEmpty());
            List<String> to = new ArrayList<>(path);
            to.add(object.key());
            switch (object.kind()) {
                case OBJECT ->
                    members(LabelNames.prefix(label), to, object.inner().orElseThrow());
                case ARRAY, NULL -> {}
                case TEXT, NUMBER, BOOLEAN -> add(label, to, object.value());
            }
        }
    }

    private void add(String label, List<String> path, String value) {
        if (!label.isEmpty() && !value.isEmpty()) {
            found.putIfAbsent(label, new Field(label, path, value));
        }
    }
}
