package dev.nightjar.ingest.bulk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.ingest.Answer;
import dev.nightjar.ingest.Reply;
import dev.nightjar.model.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says things as Elasticsearch does, so that its senders know what to send again. */
final class ElasticAnswers {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Without it, Elastic's own senders do not talk on. */
    private static final Map<String, String> PRODUCT = Map.of("X-Elastic-Product", "Elasticsearch");

    private ElasticAnswers() {}

    /** Item by item, in the order in which they came. */
    static Answer of(List<BulkItem> items, long tookMillis) {
        ArrayNode told = JSON.arrayNode(items.size());
        Map<String, Rejection> refused = new LinkedHashMap<>();
        long accepted = 0;
        for (BulkItem item : items) {
            told.add(item(item));
            if (item.isRefused()) {
                refused.merge(
                        item.code(),
                        new Rejection(item.code(), item.reason(), 1),
                        (before, one) -> new Rejection(before.code(), before.message(), before.items() + 1));
            } else {
                accepted++;
            }
        }
        ObjectNode body = JSON.objectNode();
        body.put("took", tookMillis);
        body.put("errors", !refused.isEmpty());
        body.set("items", told);
        return new Answer(200, body.toString(), 0, accepted, new ArrayList<>(refused.values()));
    }

    private static ObjectNode item(BulkItem item) {
        ObjectNode about = JSON.objectNode().put("_index", item.index());
        if (!item.id().isEmpty()) {
            about.put("_id", item.id());
        }
        about.put("status", item.status());
        if (item.isRefused()) {
            about.set("error", error(item.status(), item.code(), item.reason()));
        } else {
            about.put("result", "created");
        }
        ObjectNode told = JSON.objectNode();
        told.set(item.action(), about);
        return told;
    }

    private static ObjectNode error(int status, String code, String reason) {
        String type = switch (status) {
            case BulkItem.TOO_MANY -> "es_rejected_execution_exception";
            case 401 -> "security_exception";
            default -> code + "_exception";
        };
        return JSON.objectNode().put("type", type).put("reason", reason);
    }

    static Reply reply(Answer answer) {
        int status = answer.status() == 503 ? BulkItem.TOO_MANY : answer.status();
        String text = answer.text();
        if (status >= 300) {
            String code = answer.refused().isEmpty()
                    ? "illegal_argument"
                    : answer.refused().getFirst().code();
            ObjectNode body = JSON.objectNode();
            body.set("error", error(status, code, text));
            text = body.put("status", status).toString();
        }
        return Reply.of(answer.withHeaders(PRODUCT), status, "application/json", text.getBytes(StandardCharsets.UTF_8));
    }
}
