package dev.nightjar.alerting.notify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.alerting.delivery.SendResult;
import dev.nightjar.alerting.notify.HttpPost.Call;
import dev.nightjar.alerting.routing.Integration;
import dev.nightjar.alerting.routing.Secret;
import dev.nightjar.model.event.NoticeEvent.NoticeQueued;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Opsgenie's alert API, which others speak too: a group of alerts is one alert there, by the hash of its key. */
final class OpsgenieSender {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MESSAGE_CHARACTERS = 130;

    private OpsgenieSender() {}

    static SendResult send(
            HttpPost http,
            Integration.Opsgenie opsgenie,
            NoticeQueued notice,
            NoticeData data,
            NoticeText text,
            Instant now) {
        String alias = GroupHash.of(notice.groupKey());
        String root = (opsgenie.url().endsWith("/") ? opsgenie.url() : opsgenie.url() + "/") + "v2/alerts";
        String url = data.fires() ? root : root + "/" + alias + "/close?identifierType=alias";
        String body = data.fires() ? created(opsgenie, alias, data, text) : closed(opsgenie, text);
        return http.send(
                opsgenie.http(),
                Call.post(new Secret(url, null), notice.noticeId(), body)
                        .with(Map.of(
                                "Authorization",
                                "GenieKey " + text.of(opsgenie.key().read()))),
                now);
    }

    private static String closed(Integration.Opsgenie opsgenie, NoticeText text) {
        return JSON.createObjectNode()
                .put("source", text.of(opsgenie.texts().getOrDefault("source", "")))
                .toString();
    }

    static String created(Integration.Opsgenie opsgenie, String alias, NoticeData data, NoticeText text) {
        Map<String, String> said = text.all(opsgenie.texts());
        String message = said.getOrDefault("message", "");
        ObjectNode body = JSON.createObjectNode();
        body.put("alias", alias);
        body.put(
                "message",
                message.length() <= MESSAGE_CHARACTERS ? message : message.substring(0, MESSAGE_CHARACTERS - 1) + "…");
        body.put("description", said.get("description"));
        ObjectNode details = body.putObject("details");
        data.commonLabels().forEach(details::put);
        text.all(opsgenie.details()).forEach(details::put);
        body.put("source", said.get("source"));
        for (String field : List.of("note", "priority", "entity")) {
            String value = said.getOrDefault(field, "");
            if (!value.isEmpty()) {
                body.put(field, value);
            }
        }
        list(body, "tags", said.getOrDefault("tags", ""));
        list(body, "actions", said.getOrDefault("actions", ""));
        if (!opsgenie.responders().isEmpty()) {
            ArrayNode responders = body.putArray("responders");
            opsgenie.responders().forEach(each -> responders.add(JSON.<ObjectNode>valueToTree(text.all(each))));
        }
        return body.toString();
    }

    private static void list(ObjectNode body, String field, String separated) {
        if (!separated.isBlank()) {
            ArrayNode list = body.putArray(field);
            for (String item : separated.strip().split(",", -1)) {
                if (!item.isEmpty()) {
                    list.add(item);
                }
            }
        }
    }
}
