package dev.nightjar.alerting.notify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.alerting.delivery.SendResult;
import dev.nightjar.alerting.notify.HttpPost.Call;
import dev.nightjar.alerting.routing.Integration;
import dev.nightjar.alerting.routing.Secret;
import dev.nightjar.model.event.NoticeEvent.NoticeQueued;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** PagerDuty's Events API: a group of alerts is one incident there, by the hash of its key. */
final class PagerDutySender {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SUMMARY_CHARACTERS = 1024;
    private static final int MOST_BYTES = 512_000;
    private static final String FIRST_VERSION = "https://events.pagerduty.com/generic/2010-04-15/create_event.json";

    private PagerDutySender() {}

    static SendResult send(
            HttpPost http,
            Integration.PagerDuty duty,
            NoticeQueued notice,
            NoticeData data,
            NoticeText text,
            Instant now) {
        boolean second = duty.serviceKey().isEmpty();
        String body = second ? second(duty, notice, data, text) : first(duty, notice, data, text);
        Secret url = new Secret(second ? duty.url() : FIRST_VERSION, null);
        return http.send(duty.http(), Call.post(url, notice.noticeId(), body).within(duty.timeout()), now);
    }

    static String second(Integration.PagerDuty duty, NoticeQueued notice, NoticeData data, NoticeText text) {
        Map<String, String> said = text.all(duty.texts());
        ObjectNode body = JSON.createObjectNode();
        body.put("routing_key", text.of(duty.routingKey().read()));
        body.put("dedup_key", GroupHash.of(notice.groupKey()));
        body.put("event_action", data.fires() ? "trigger" : "resolve");
        body.put("client", said.get("client"));
        body.put("client_url", said.get("client_url"));
        ObjectNode payload = body.putObject("payload");
        payload.put("summary", shortened(said.getOrDefault("description", "")));
        payload.put("source", said.get("source"));
        payload.put("severity", said.get("severity"));
        for (String field : List.of("class", "component", "group")) {
            String value = said.getOrDefault(field, "");
            if (!value.isEmpty()) {
                payload.put(field, value);
            }
        }
        payload.set("custom_details", details(duty, text));
        add(body, "images", duty.images(), text);
        add(body, "links", duty.links(), text);
        return fitting(body, payload, "custom_details", data);
    }

    private static String first(Integration.PagerDuty duty, NoticeQueued notice, NoticeData data, NoticeText text) {
        ObjectNode body = JSON.createObjectNode();
        body.put("service_key", text.of(duty.serviceKey().read()));
        body.put("event_type", data.fires() ? "trigger" : "resolve");
        body.put("incident_key", GroupHash.of(notice.groupKey()));
        body.put("description", shortened(text.of(duty.texts().getOrDefault("description", ""))));
        if (data.fires()) {
            body.put("client", text.of(duty.texts().getOrDefault("client", "")));
            body.put("client_url", text.of(duty.texts().getOrDefault("client_url", "")));
        }
        body.set("details", details(duty, text));
        return fitting(body, body, "details", data);
    }

    /** Read as in a webhook's payload: numbers and lists are that, as Alertmanager 0.33 sends them. */
    private static ObjectNode details(Integration.PagerDuty duty, NoticeText text) {
        ObjectNode details = JSON.createObjectNode();
        duty.details().forEach((name, value) -> details.set(name, PayloadJson.of(value, text)));
        return details;
    }

    /** PagerDuty refuses an event that is larger, for good: rather one without its details than none. */
    private static String fitting(ObjectNode body, ObjectNode of, String details, NoticeData data) {
        String whole = body.toString();
        if (whole.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES) {
            return whole;
        }
        of.putObject(details)
                .put("left_out", "the details of " + data.alerts().size() + " alerts are larger than PagerDuty takes");
        return body.toString();
    }

    private static void add(ObjectNode body, String field, List<Map<String, String>> items, NoticeText text) {
        if (!items.isEmpty()) {
            ArrayNode list = body.putArray(field);
            items.forEach(item -> list.add(JSON.<ObjectNode>valueToTree(text.all(item))));
        }
    }

    private static String shortened(String text) {
        return text.length() <= SUMMARY_CHARACTERS ? text : text.substring(0, SUMMARY_CHARACTERS - 1) + "…";
    }
}
