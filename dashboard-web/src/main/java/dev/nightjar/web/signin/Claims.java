package dev.nightjar.web.signin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds claims by name. Dots lead into nested ones, where no claim has the whole name, as {@code https://…/roles} does. */
final class Claims {
    private Claims() {}

    static Optional<JsonNode> find(JsonNode claims, String name) {
        JsonNode whole = claims.get(name);
        if (whole != null) {
            return whole.isNull() ? Optional.empty() : Optional.of(whole);
        }
        for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
            JsonNode outer = claims.get(name.substring(0, dot));
            if (outer != null && outer.isObject()) {
                Optional<JsonNode> inner = find(outer, name.substring(dot + 1));
                if (inner.isPresent()) {
                    return inner;
                }
            }
        }
        return Optional.empty();
    }

    /** One text; empty where there is none, or something else. */
    static Optional<String> text(JsonNode claims, String name) {
        return find(claims, name)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    /** All values: of a list each, of one value that. */
    static List<String> texts(JsonNode claims, String name) {
        List<String> texts = new ArrayList<>();
        find(claims, name).ifPresent(found -> {
            if (found.isArray()) {
                found.forEach(each -> {
                    if (each.isValueNode()) {
                        texts.add(each.asText());
                    }
                });
            } else if (found.isValueNode()) {
                texts.add(found.asText());
            }
        });
        return texts;
    }
}
