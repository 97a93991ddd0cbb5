package dev.nightjar.query;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a query's user should know beside the answer: warnings (the answer may be wrong) and infos (it may not be what
 * was meant), each once, with its place in the text. Not thread-safe: one query, one thread.
 */
public final class Annotations {
    private final SourceText text;
    private final Set<String> warnings = new LinkedHashSet<>();
    private final Set<String> infos = new LinkedHashSet<>();

    public Annotations(SourceText text) {
        this.text = text;
    }

    /** Where annotations about the part of the query at {@code offset} go. */
    public Place at(int offset) {
        return new Place(this, offset);
    }

    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    public List<String> infos() {
        return List.copyOf(infos);
    }

    /** One part of the query; the position is worked out only when there is something to say. */
    public record Place(Annotations annotations, int offset) {
        public void warn(String message) {
            annotations.warnings.add("PromQL warning: " + message + where());
        }

        public void info(String message) {
            annotations.infos.add("PromQL info: " + message + where());
        }

        private String where() {
            return " (" + annotations.text.lineAndColumn(offset) + ")";
        }
    }
}
