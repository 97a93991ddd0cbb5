package dev.nightjar.tsdb;

import dev.nightjar.model.Label;
import dev.nightjar.model.Labels;
import java.util.List;

/** Who sends a series, as far as its labels say: its job, or its instance where it has no job. */
final class SeriesSource {
    /** The labels that name a source, the one that counts first. */
    static final List<String> LABELS = List.of("job", "instance");

    static final String UNKNOWN = "(no job, no instance)";

    private SeriesSource() {}

    /** The label that names the source of a series, or a label of no name. */
    static Label of(Labels labels) {
        for (String name : LABELS) {
            String value = labels.get(name);
            if (!value.isEmpty()) {
                return new Label(name, value);
            }
        }
        return new Label("", "");
    }

    static String text(Label source) {
        return source.name().isEmpty() ? UNKNOWN : source.name() + "=" + source.value();
    }
}
