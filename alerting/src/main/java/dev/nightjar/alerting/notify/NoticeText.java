package dev.nightjar.alerting.notify;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.alerting.delivery.Fingerprint;
import dev.nightjar.alerting.template.TemplateSet;
import dev.nightjar.gotemplate.TemplateException;
import dev.nightjar.gotemplate.value.GoObject;
import dev.nightjar.gotemplate.value.GoTime;
import dev.nightjar.gotemplate.value.Values;
import dev.nightjar.model.event.NoticeEvent.Shown;
import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Expands a receiver's texts for one notice. A text that fails says so instead of being left out. */
final class NoticeText {
    private final TemplateSet templates;
    private final NoticeData data;
    private final Instant now;

    NoticeText(TemplateSet templates, NoticeData data, Instant now) {
        this.templates = templates;
        this.data = data;
        this.now = now;
    }

    /** The same about something else. */
    NoticeText about(NoticeData other) {
        return new NoticeText(templates, other, now);
    }

    String of(String text) {
        return expand(text, false);
    }

    /** With values that mean nothing in HTML. */
    String html(String text) {
        return expand(text, true);
    }

    private String expand(String text, boolean escapes) {
        try {
            return templates.expand(text, new Root(data), data.externalUrl(), now, escapes);
        } catch (TemplateException e) {
            return "<error expanding template: " + e.getMessage() + ">";
        }
    }

    private record Root(NoticeData data) implements GoObject {
        @JsonValue
        JsonNode json() {
            return data.json();
        }

        @Override
        public String type() {
            return "*template.Data";
        }

        @Override
        public @Nullable Object member(String name) {
            return switch (name) {
                case "Receiver" -> data.receiver();
                case "Status" -> data.status();
                case "Alerts" -> new Alerts(data.alerts(), "template.Alerts");
                case "GroupLabels" -> new TextPairs(data.groupLabels().toMap());
                case "CommonLabels" -> new TextPairs(data.commonLabels());
                case "CommonAnnotations" -> new TextPairs(data.commonAnnotations());
                case "ExternalURL" -> data.externalUrl();
                case "NotificationReason" -> data.reason();
                default -> null;
            };
        }
    }

    private static final class Alerts extends AbstractList<One> implements GoObject {
        private final List<Shown> alerts;
        private final String go;

        Alerts(List<Shown> alerts, String go) {
            this.alerts = alerts;
            this.go = go;
        }

        private Alerts some(Predicate<Shown> which) {
            return new Alerts(alerts.stream().filter(which).toList(), "[]template.Alert");
        }

        @Override
        public One get(int index) {
            return new One(alerts.get(index));
        }

        @Override
        public int size() {
            return alerts.size();
        }

        @Override
        public String type() {
            return go;
        }

        @Override
        public @Nullable Object member(String name) {
            return switch (name) {
                case "Firing" -> some(alert -> alert.endsAt() == null);
                case "Resolved" -> some(alert -> alert.endsAt() != null);
                default -> null;
            };
        }
    }

    private record One(Shown alert) implements GoObject {
        @JsonValue
        JsonNode json() {
            return NoticeData.json(alert);
        }

        @Override
        public String type() {
            return "template.Alert";
        }

        /** As Go prints a structure: its fields in order. */
        @Override
        public Optional<String> printed() {
            return Optional.of(
                    Stream.of("Status", "Labels", "Annotations", "StartsAt", "EndsAt", "GeneratorURL", "Fingerprint")
                            .map(field -> member(field))
                            .map(Values::text)
                            .collect(Collectors.joining(" ", "{", "}")));
        }

        @Override
        public @Nullable Object member(String name) {
            return switch (name) {
                case "Status" -> alert.endsAt() == null ? "firing" : "resolved";
                case "Labels" -> new TextPairs(alert.labels().toMap());
                case "Annotations" -> new TextPairs(alert.annotations());
                case "StartsAt" -> GoTime.of(alert.startsAt());
                case "EndsAt" -> GoTime.of(alert.endsAt());
                case "GeneratorURL" -> alert.generatorUrl();
                case "Fingerprint" -> Fingerprint.of(alert.labels());
                default -> null;
            };
        }
    }

    /** All of {@code texts} expanded. */
    Map<String, String> all(Map<String, String> texts) {
        Map<String, String> expanded = new java.util.LinkedHashMap<>();
        texts.forEach((name, text) -> expanded.put(name, of(text)));
        return expanded;
    }
}
