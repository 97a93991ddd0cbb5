package dev.nightjar.alerting.template;

import dev.nightjar.gotemplate.value.GoObject;
import dev.nightjar.gotemplate.value.Values;
import dev.nightjar.model.Labels;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One sample of what a template's {@code query} answers. */
public record QueriedSample(Labels labels, double value) implements GoObject {
    @Override
    public String type() {
        return "*template.sample";
    }

    @Override
    public Optional<String> printed() {
        return Optional.of("{" + Values.text(labels.toMap()) + " " + Values.text(value) + "}");
    }

    @Override
    public @Nullable Object member(String name) {
        return switch (name) {
            case "Labels" -> new LabelTexts(labels.toMap());
            case "Value" -> value;
            default -> null;
        };
    }
}
