package dev.nightjar.query;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a query's user should know beside the answer: warnings (the answer may be wrong) and infos (it may not be what
 * was meant), each once, with the last place in the text it was said of. Not thread-safe: one query, one thread.
 */
public final class Annotations {
    private final SourceText text;
    /** Where in the text, by what is said. */
    private final Map<String, Integer> warnings = new LinkedHashMap<>();

    private final Map<String, Integer> infos = new LinkedHashMap<>();

    public Annotations(SourceText text) {
        this.text = text;
    }

    /** Where annotations about the part of the query at {@code offset} go. */
    public Place at(int offset) {
        return new Place(this, offset);
    }

    public List<String> warnings() {
        return placed("PromQL warning: ", warnings);
    }

    public List<String> infos() {
        return placed("PromQL info: ", infos);
    }

    private List<String> placed(String kind, Map<String, Integer> messages) {
        return messages.entrySet().stream()
                .map(each -> kind + each.getKey() + " (" + text.lineAndColumn(each.getValue()) + ")")
                .toList();
    }

    /** One part of the query. */
    public record Place(Annotations annotations, int offset) {
        public void warn(String message) {
            annotations.warnings.put(message, offset);
        }

        public void info(String message) {
            annotations.infos.put(message, offset);
        }
    }
}
