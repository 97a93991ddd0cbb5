package dev.nightjar.query.logql;

import dev.nightjar.model.Label;
import dev.nightjar.query.logql.template.TemplateScope;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** What a template sees of an entry. {@code labels} gives a label's value, empty where there is none. */
record EntryScope(Entry entry, UnaryOperator<String> values, InstantSource clock) implements TemplateScope {
    static Map<String, String> labels(Entry entry) {
        Map<String, String> labels = new TreeMap<>();
        for (Label label : entry.labels()) {
            labels.put(label.name(), label.value());
        }
        entry.blankLabels().forEach(name -> labels.put(name, ""));
        return labels;
    }

    @Override
    public String label(String name) {
        return values.apply(name);
    }

    @Override
    public Map<String, String> labels() {
        return labels(entry);
    }

    @Override
    public String line() {
        return entry.text();
    }

    @Override
    public Instant timestamp() {
        return Instant.ofEpochSecond(0, entry.timestampNanos());
    }

    @Override
    public Instant now() {
        return clock.instant();
    }
}
