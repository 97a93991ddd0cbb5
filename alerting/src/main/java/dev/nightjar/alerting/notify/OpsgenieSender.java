package dev.nightjar.alerting.notify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.alerting.delivery.SendResult;
import dev.nightjar.alerting.notify.HttpPost.Call;
import dev.nightjar.alerting.routing.Integration;
import dev.nightjar.alerting.routing.Secret;
import dev.nightjar.model.event.NoticeEvent.NoticeQueued;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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
        SendResult result = new SendResult.Accepted("");
        for (Step step : steps(opsgenie, GroupHash.of(notice.groupKey()), data, text)) {
            Call call = new Call(
                    step.method(),
                    new Secret(root(opsgenie) + step.path(), null),
                    notice.noticeId() + step.path(),
                    step.body().toString(),
                    Duration.ZERO,
                    Map.of("Authorization", "GenieKey " + text.of(opsgenie.key().read())));
            result = http.send(opsgenie.http(), call, now);
            if (!(result instanceof SendResult.Accepted)) {
                return result;
            }
        }
        return result;
    }

    private static String root(Integration.Opsgenie opsgenie) {
        return (opsgenie.url().endsWith("/") ? opsgenie.url() : opsgenie.url() + "/") + "v2/alerts";
    }

    private record Step(String method, String path, ObjectNode body) {}

    /** An alert that is there already keeps its texts when it is made again, so new ones are put in their place. */
    private static List<Step> steps(Integration.Opsgenie opsgenie, String alias, NoticeData data, NoticeText text) {
        if (!data.fires()) {
            return List.of(new Step("POST", of(alias, "close"), closed(opsgenie, text)));
        }
        ObjectNode created = created(opsgenie, alias, data, text);
        List<Step> steps = new ArrayList<>(List.of(new Step("POST", "", created)));
        if (opsgenie.updatesAlerts()) {
            for (String field : List.of("message", "description")) {
                ObjectNode body = JSON.createObjectNode().set(field, created.path(field));
                steps.add(new Step("PUT", of(alias, field), body));
            }
        }
        return steps;
    }

    private static String of(String alias, String what) {
        return "/" + alias + "/" + what + "?identifierType=alias";
    }

    private static ObjectNode closed(Integration.Opsgenie opsgenie, NoticeText text) {
        return JSON.createObjectNode().put("source", text.of(opsgenie.texts().getOrDefault("source", "")));
    }

    private static ObjectNode created(Integration.Opsgenie opsgenie, String alias, NoticeData data, NoticeText text) {
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
            opsgenie.responders()
                    .forEach(each -> responders(text.all(each))
                            .forEach(one -> responders.add(JSON.<ObjectNode>valueToTree(one))));
        }
        return body;
    }

    /** What is called {@code teams} names several, with commas between them. */
    private static List<Map<String, String>> responders(Map<String, String> responder) {
        if (!"teams".equals(responder.get("type"))) {
            return List.of(responder);
        }
        return Arrays.stream(responder.getOrDefault("name", "").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(name -> Map.of("name", name, "type", "team"))
                .toList();
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
