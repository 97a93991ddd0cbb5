package dev.nightjar.client;

import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/** Turns a change into the JSON object that {@code POST /nightjar/v1/changes} takes; keeps this jar free of a JSON library. */
final class ChangeJson {
    private final StringBuilder text = new StringBuilder(256);

    private ChangeJson() {}

    static byte[] encode(Change change) {
        ChangeJson json = new ChangeJson();
        json.text.append('{');
        json.field("changeId", change.changeId()).append(',');
        json.field("at", change.at().toString()).append(',');
        json.field("service", change.service()).append(',');
        json.field("instance", change.instance()).append(',');
        json.field("kind", change.kind()).append(',');
        json.field("summary", change.summary()).append(',');
        json.field("by", change.by()).append(',');
        json.quoted("details").append(":{");
        String separator = "";
        for (var detail : new TreeMap<>(change.details()).entrySet()) {
            json.text.append(separator);
            json.field(detail.getKey(), detail.getValue());
            separator = ",";
        }
        return json.text.append("}}").toString().getBytes(StandardCharsets.UTF_8);
    }

    private StringBuilder field(String name, String value) {
        quoted(name).append(':');
        return quoted(value);
    }

    private StringBuilder quoted(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029') {
                text.append("\\u%04x".formatted((int) c));
            } else {
                text.append(c);
            }
        }
        return text.append('"');
    }
}
