package dev.nightjar.alerting.template;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.nightjar.gotemplate.value.GoObject;
import dev.nightjar.gotemplate.value.Values;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The dot at the beginning of a rule's text: {@code .Labels}, {@code .Value} and so on. */
record RuleFields(@JsonValue Map<String, Object> fields) implements GoObject {
    static RuleFields of(TemplateData data) {
        return new RuleFields(Map.of(
                "Labels",
                new LabelTexts(data.labels().toMap()),
                "ExternalLabels",
                new LabelTexts(data.externalLabels()),
                "ExternalURL",
                data.externalUrl(),
                "Value",
                data.value()));
    }

    /** What Prometheus sets for every text of a rule: {@code $labels} is {@code .Labels}. */
    Map<String, ?> variables() {
        return Map.of(
                "$labels", member("Labels"),
                "$externalLabels", member("ExternalLabels"),
                "$externalURL", member("ExternalURL"),
                "$value", member("Value"));
    }

    @Override
    public String type() {
        return "struct { Labels map[string]string; ExternalLabels map[string]string; ExternalURL string;"
                + " Value interface {} }";
    }

    /** As Go prints a structure: its fields in order. */
    @Override
    public Optional<String> printed() {
        return Optional.of(Stream.of("Labels", "ExternalLabels", "ExternalURL", "Value")
                .map(field -> Values.text(fields.get(field)))
                .collect(Collectors.joining(" ", "{", "}")));
    }

    @Override
    public @Nullable Object member(String name) {
        return fields.get(name);
    }
}
