package dev.nightjar.alerting.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nightjar.alerting.routing.Payload;

/**
 * Makes a webhook's body of what its payload says. A text that reads as JSON once it is expanded stands there as that: as
 * a number, a list, an object; nothing within it is expanded again. Alertmanager reads such a text as YAML, which makes an
 * object of {@code disk full: web-1}; here that stays text.
 */
final class PayloadJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private PayloadJson() {}

    static JsonNode of(Payload payload, NoticeText text) {
        return switch (payload) {
            case Payload.Text written -> value(text.of(written.template()));
            case Payload.Items list -> {
                ArrayNode items = JSON.createArrayNode();
                list.items().forEach(item -> items.add(of(item, text)));
                yield items;
            }
            case Payload.Members object -> {
                ObjectNode members = JSON.createObjectNode();
                object.members().forEach((name, value) -> members.set(text.of(name), of(value, text)));
                yield members;
            }
            case Payload.Nothing _ -> NullNode.instance;
        };
    }

    private static JsonNode value(String expanded) {
        try {
            JsonNode read = JSON.readTree(expanded);
            return read.isTextual() || read.isMissingNode() ? TextNode.valueOf(expanded) : read;
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(expanded);
        }
    }
}
