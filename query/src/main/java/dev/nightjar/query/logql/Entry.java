package dev.nightjar.query.logql;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogCursor;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A line on its way through a pipeline. Labels come from three places: the stream, the line's structured metadata, and
 * the pipeline's own stages; what comes later hides what came before.
 */
final class Entry {
    static final String ERROR = "__error__";
    static final String ERROR_DETAILS = "__error_details__";

    private final Labels stream;
    private final Labels metadata;
    private final long timestampNanos;
    private byte[] line;
    private @Nullable String text;
    private final Map<String, String> parsed = new TreeMap<>();
    private final Set<String> removed = new HashSet<>();

    Entry(Labels stream, Labels metadata, long timestampNanos, byte[] line) {
        this.stream = stream;
        this.metadata = metadata;
        this.timestampNanos = timestampNanos;
        this.line = line;
    }

    static Entry of(LogCursor cursor) {
        return new Entry(cursor.labels(), cursor.metadata(), cursor.timestampNanos(), cursor.line());
    }

    long timestampNanos() {
        return timestampNanos;
    }

    byte[] line() {
        return line;
    }

    /** The line as text; what is not UTF-8 shows as the replacement character. */
    String text() {
        String known = text;
        if (known == null) {
            known = new String(line, StandardCharsets.UTF_8);
            text = known;
        }
        return known;
    }

    void replaceLine(String with) {
        text = with;
        line = with.getBytes(StandardCharsets.UTF_8);
    }

    /** Empty where the label is absent. */
    String get(String label) {
        String value = parsed.get(label);
        if (value != null) {
            return value;
        }
        if (removed.contains(label)) {
            return "";
        }
        String own = metadata.get(label);
        return own.isEmpty() ? stream.get(label) : own;
    }

    boolean has(String label) {
        return parsed.containsKey(label) || (!removed.contains(label) && (metadata.has(label) || stream.has(label)));
    }

    /** What a parser found: a label of the stream or metadata keeps its value, the parser's gets another name. */
    void extract(String label, String value) {
        parsed.put(metadata.has(label) || stream.has(label) ? label + "_extracted" : label, value);
    }

    void put(String label, String value) {
        parsed.put(label, value);
    }

    void remove(String label) {
        parsed.remove(label);
        removed.add(label);
    }

    boolean failed() {
        return parsed.containsKey(ERROR);
    }

    void fail(String error, String details) {
        parsed.put(ERROR, error);
        parsed.put(ERROR_DETAILS, details);
    }

    Labels streamLabels() {
        return left(stream);
    }

    Labels metadataLabels() {
        return left(metadata);
    }

    private Labels left(Labels labels) {
        if (removed.isEmpty() && parsed.isEmpty()) {
            return labels;
        }
        Set<String> hidden = new HashSet<>(removed);
        hidden.addAll(parsed.keySet());
        return labels.without(hidden);
    }

    Labels parsedLabels() {
        return parsed.isEmpty() ? Labels.EMPTY : Labels.of(parsed);
    }

    /** All labels, the later ones hiding the earlier. */
    Labels labels() {
        if (removed.isEmpty() && parsed.isEmpty() && metadata.isEmpty()) {
            return stream;
        }
        Labels.Builder all = Labels.builder().setAll(stream).setAll(metadata);
        removed.forEach(all::remove);
        parsed.forEach(all::set);
        return all.build();
    }

    /** The names of all labels. */
    Set<String> names() {
        Set<String> names = new HashSet<>();
        labels().forEach(label -> names.add(label.name()));
        return names;
    }
}
