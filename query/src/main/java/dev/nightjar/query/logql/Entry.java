package dev.nightjar.query.logql;

import dev.nightjar.model.Label;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LineShape;
import dev.nightjar.model.LogCursor;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A line on its way through a pipeline. Labels come from three places: the stream, the line's structured metadata, and
 * the pipeline's own stages. Of one name the stream's comes first, then the metadata's, then what a parser found, which
 * is kept under another name; what a stage sets outright hides all of them.
 */
final class Entry {
    static final String ERROR = "__error__";
    static final String ERROR_DETAILS = "__error_details__";

    /** Set where a query asked for the lines that failed. */
    static final String PRESERVE_ERROR = "__preserve_error__";

    /** Behind the name of a field that the stream or the line's metadata has a label for. */
    static final String EXTRACTED = "_extracted";

    private final Labels stream;
    private final LogCursor source;
    private final long timestampNanos;
    private final Needs needs;
    private @Nullable Labels metadata;
    private byte @Nullable [] line;
    private @Nullable String text;
    private boolean replaced;
    /** Fields of the line that are not among {@link #parsed} yet. */
    private @Nullable JsonShape pending;

    private final Map<String, String> parsed = new TreeMap<>();
    private Set<String> removed = Set.of();

    private Entry(LogCursor source, Needs needs) {
        this.source = source;
        this.needs = needs;
        this.stream = source.labels();
        this.timestampNanos = source.timestampNanos();
    }

    /** The line where the cursor stands; to be used before the cursor moves on. */
    static Entry of(LogCursor cursor) {
        return new Entry(cursor, Needs.EVERYTHING);
    }

    /** The same, for a query that needs only some labels of the line's fields. */
    static Entry of(LogCursor cursor, Needs needs) {
        return new Entry(cursor, needs);
    }

    private Labels metadata() {
        Labels known = metadata;
        if (known == null) {
            known = beside(stream, source.metadata());
            metadata = known;
        }
        return known;
    }

    /** Where the stream has a label of the same name, the metadata's gets another. */
    private static Labels beside(Labels stream, Labels metadata) {
        Labels.Builder renamed = null;
        for (Label label : metadata) {
            if (stream.has(label.name())) {
                renamed = renamed == null ? Labels.builder().setAll(metadata) : renamed;
                renamed.remove(label.name());
                renamed.set(label.name() + EXTRACTED, label.value());
            }
        }
        return renamed == null ? metadata : renamed.build();
    }

    long timestampNanos() {
        return timestampNanos;
    }

    byte[] line() {
        byte[] known = line;
        if (known == null) {
            known = source.line();
            line = known;
        }
        return known;
    }

    /** What the line has in common with others; null where that is not known or no longer holds. */
    @Nullable
    LineShape shape() {
        return replaced ? null : source.shape();
    }

    /**
     * Takes the fields of the line without looking at them; each is read when it is asked for. False where that cannot
     * be: something was parsed or taken away before, or the values are not what the fields need.
     */
    boolean takeFields(JsonShape fields) {
        if (pending != null || !parsed.isEmpty() || !removed.isEmpty() || !fields.fits(source)) {
            return false;
        }
        pending = fields;
        return true;
    }

    private @Nullable String pending(String label) {
        JsonShape fields = pending;
        if (fields == null) {
            return null;
        }
        int field = fields.field(label);
        if (field >= 0) {
            return isOwn(label) ? null : fields.value(field, source);
        }
        if (label.endsWith(EXTRACTED)) {
            String name = label.substring(0, label.length() - EXTRACTED.length());
            field = fields.field(name);
            return field >= 0 && isOwn(name) ? fields.value(field, source) : null;
        }
        return null;
    }

    static boolean isAboutErrors(String label) {
        return label.equals(ERROR) || label.equals(ERROR_DETAILS) || label.equals(PRESERVE_ERROR);
    }

    /** Whether the label is the stream's or the metadata's, so that what a parser finds gets another name. */
    boolean isOwn(String label) {
        return stream.has(label) || metadata().has(label);
    }

    private void takePending() {
        JsonShape fields = pending;
        if (fields != null) {
            pending = null;
            for (int i = 0; i < fields.size(); i++) {
                String name = fields.label(i);
                name = isOwn(name) ? name + EXTRACTED : name;
                if (needs(name) && !parsed.containsKey(name) && !removed.contains(name)) {
                    parsed.put(name, fields.value(i, source));
                }
            }
        }
    }

    /** The line as text; what is not UTF-8 shows as the replacement character. */
    String text() {
        String known = text;
        if (known == null) {
            known = new String(line(), StandardCharsets.UTF_8);
            text = known;
        }
        return known;
    }

    void replaceLine(String with) {
        text = with;
        line = with.getBytes(StandardCharsets.UTF_8);
        replaced = true;
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
        value = pending(label);
        if (value != null) {
            return value;
        }
        String own = metadata().get(label);
        return own.isEmpty() ? stream.get(label) : own;
    }

    boolean has(String label) {
        return parsed.containsKey(label) || (!removed.contains(label) && (isOwn(label) || pending(label) != null));
    }

    /** Called before a parser extracts. */
    void beginParsing() {
        takePending();
    }

    /** What a parser found: a label that the line came with keeps its value, as does what was found before. */
    void extract(String label, String value) {
        String name = isOwn(label) ? label + EXTRACTED : label;
        if (needs(name)) {
            parsed.putIfAbsent(name, value);
        }
    }

    /** The same for a field asked for by name, which replaces what others found. */
    void extractAgain(String label, String value) {
        parsed.put(isOwn(label) ? label + EXTRACTED : label, value);
    }

    /** Whether the query has a use for the label. */
    boolean needs(String label) {
        return needs.everything()
                || needs.labels().contains(label)
                || (needs.labels().contains(label + EXTRACTED) && isOwn(label));
    }

    /** Whether the query has a use for a label that begins so. */
    boolean needsSomeOf(String prefix) {
        return needs.everything() || needs.labels().stream().anyMatch(label -> label.startsWith(prefix));
    }

    /** Whether nothing is left for parsers to do. */
    boolean hasAllNeeded() {
        return !needs.everything() && parsed.keySet().containsAll(needs.labels());
    }

    void put(String label, String value) {
        parsed.put(label, value);
    }

    void remove(String label) {
        parsed.remove(label);
        if (removed.isEmpty()) {
            removed = new HashSet<>();
        }
        removed.add(label);
    }

    boolean failed() {
        return parsed.containsKey(ERROR);
    }

    void fail(String error, String details) {
        parsed.put(ERROR, error);
        if (!details.isEmpty()) {
            parsed.put(ERROR_DETAILS, details);
        }
    }

    /** The line could not be parsed. */
    void failParsing(String error, String details) {
        fail(error, details);
        if (needs.keepsErrors()) {
            parsed.put(PRESERVE_ERROR, "true");
        }
    }

    /** Whether the failure makes the whole query fail, unless the entry is taken out. */
    boolean failsQuery() {
        return failed() && !parsed.containsKey(PRESERVE_ERROR);
    }

    Labels streamLabels() {
        return left(stream);
    }

    Labels metadataLabels() {
        return left(metadata());
    }

    private Labels left(Labels labels) {
        takePending();
        if (removed.isEmpty() && parsed.isEmpty()) {
            return labels;
        }
        Set<String> hidden = new HashSet<>(removed);
        hidden.addAll(parsed.keySet());
        return labels.without(hidden);
    }

    Labels parsedLabels() {
        takePending();
        return parsed.isEmpty() ? Labels.EMPTY : Labels.of(parsed);
    }

    /** Names of labels that stages made without a value, in order. */
    List<String> blankLabels() {
        takePending();
        if (!parsed.containsValue("")) {
            return List.of();
        }
        return parsed.entrySet().stream()
                .filter(label -> label.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** All labels, the later ones hiding the earlier. */
    Labels labels() {
        takePending();
        if (removed.isEmpty() && parsed.isEmpty() && metadata().isEmpty()) {
            return stream;
        }
        Labels.Builder all = Labels.builder().setAll(stream).setAll(metadata());
        removed.forEach(all::remove);
        parsed.forEach(all::set);
        return all.build();
    }

    /** The names of all labels, also of those without a value. */
    Set<String> names() {
        Set<String> names = new HashSet<>(blankLabels());
        labels().forEach(label -> names.add(label.name()));
        return names;
    }
}
