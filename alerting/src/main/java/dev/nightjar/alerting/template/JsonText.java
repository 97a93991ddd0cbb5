package dev.nightjar.alerting.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Locale;

/** A template's value as JSON. */
final class JsonText {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private JsonText() {}

    /** As it may stand between quotes in JavaScript, inside HTML, too. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\', '\'', '"' -> escaped.append('\\').append(c);
                case '<', '>', '&', '=' -> escaped.append(String.format(Locale.ROOT, "\\u%04X", (int) c));
                default -> escaped.append(c < ' ' ? String.format(Locale.ROOT, "\\u%04X", (int) c) : String.valueOf(c));
            }
        }
        return escaped.toString();
    }

    /** As Go writes it: what means something in HTML as escapes, which can only stand within texts. */
    static String of(Object value) {
        try {
            return JSON.writeValueAsString(value)
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026");
        } catch (JsonProcessingException e) {
            throw new TemplateException("error calling toJson: " + e.getOriginalMessage());
        }
    }
}
