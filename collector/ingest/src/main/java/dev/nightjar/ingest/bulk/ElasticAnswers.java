package dev.nightjar.ingest.bulk;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
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
    private static final JsonStringEncoder QUOTING = JsonStringEncoder.getInstance();

    /** Without it, Elastic's own senders do not talk on. */
    private static final Map<String, String> PRODUCT = Map.of("X-Elastic-Product", "Elasticsearch");

    private ElasticAnswers() {}

    /** Item by item, in the order in which they came. */
    static Answer of(List<BulkItem> items, long tookMillis) {
        StringBuilder told = new StringBuilder(64 * items.size());
        Map<String, Rejection> refused = new LinkedHashMap<>();
        long accepted = 0;
        for (BulkItem item : items) {
            item(item, told);
            if (item.isRefused()) {
                refused.merge(
                        item.code(),
                        new Rejection(item.code(), item.reason(), 1),
                        (before, one) -> new Rejection(before.code(), before.message(), before.items() + 1));
            } else {
                accepted++;
            }
        }
        String body = "{\"took\":" + tookMillis + ",\"errors\":" + !refused.isEmpty() + ",\"items\":[" + told + "]}";
        return new Answer(200, body, 0, accepted, new ArrayList<>(refused.values()));
    }

    private static void item(BulkItem item, StringBuilder to) {
        to.append(to.isEmpty() ? "" : ",");
        to.append("{\"").append(item.action()).append("\":{\"_index\":\"");
        QUOTING.quoteAsString(item.index(), to);
        if (!item.id().isEmpty()) {
            QUOTING.quoteAsString(item.id(), to.append("\",\"_id\":\""));
        }
        to.append("\",\"status\":").append(item.status());
        if (item.isRefused()) {
            to.append(",\"error\":").append(error(item.status(), item.code(), item.reason()));
        } else {
            to.append(",\"result\":\"created\"");
        }
        to.append("}}");
    }

    /** About one document: {@code id} is the sender's, or one made up for it. */
    static Answer ofOne(BulkItem item, String id) {
        if (item.isRefused()) {
            Rejection why = new Rejection(item.code(), item.reason(), 1, item.retryAfterSeconds());
            return new Answer(item.status(), item.reason(), item.retryAfterSeconds(), 0, List.of(why));
        }
        ObjectNode body = JSON.objectNode();
        body.put("_index", item.index()).put("_id", id).put("_version", 1).put("result", "created");
        body.putObject("_shards").put("total", 1).put("successful", 1).put("failed", 0);
        body.put("_seq_no", 0).put("_primary_term", 1);
        return new Answer(item.status(), body.toString(), 0, 1, List.of());
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
