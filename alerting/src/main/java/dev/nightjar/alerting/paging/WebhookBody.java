package dev.nightjar.alerting.paging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.alerting.delivery.Fingerprint;
import dev.nightjar.model.Labels;
import dev.nightjar.model.event.PageEvent.PageOpened;
import java.time.Instant;
import java.util.Map;

/** A message in the form of Alertmanager's webhook, version 4, with what Nightjar knows beside it under {@code page}. */
final class WebhookBody {
    private static final ObjectMapper JSON = new ObjectMapper();

    private WebhookBody() {}

    static String of(Message message) {
        Page page = message.page();
        PageOpened opened = page.opened();
        String status = message.resolves() ? "resolved" : "firing";
        ObjectNode body = JSON.createObjectNode();
        body.put("version", "4");
        body.put("groupKey", opened.rule() + ":{service=\"" + opened.service() + "\"}");
        body.put("truncatedAlerts", 0);
        body.put("status", status);
        body.put("receiver", message.delivery().person());
        body.putObject("groupLabels")
                .put("alertname", opened.alertLabels().get("alertname"))
                .put("service", opened.service());
        body.set("commonLabels", JSON.valueToTree(Labels.common(page.alerts()).toMap()));
        body.set("commonAnnotations", JSON.valueToTree(page.joined().isEmpty() ? opened.annotations() : Map.of()));
        body.put("externalURL", message.link());
        ArrayNode alerts = body.putArray("alerts");
        add(alerts, page, status, opened.alertLabels(), opened.annotations(), opened.at());
        page.joined()
                .forEach(joined -> add(
                        alerts, page, status, joined.alertLabels(), Map.of("summary", joined.summary()), joined.at()));
        ObjectNode ours = body.putObject("page");
        ours.put("id", page.id());
        ours.put("notificationId", message.delivery().notificationId());
        ours.put("service", opened.service());
        ours.put("summary", page.summary());
        ours.put("description", opened.description());
        ours.put("since", opened.since().toString());
        ours.put("step", message.delivery().step());
        ours.set("sentTo", JSON.valueToTree(page.called()));
        ours.put("subject", message.subject());
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a page could not be written as JSON: " + page.id(), e);
        }
    }

    private static void add(
            ArrayNode alerts, Page page, String status, Labels labels, Map<String, String> annotations, Instant start) {
        ObjectNode alert = alerts.addObject();
        alert.put("status", status);
        alert.set("labels", JSON.valueToTree(labels.toMap()));
        alert.set("annotations", JSON.valueToTree(annotations));
        alert.put("startsAt", start.toString());
        Instant end = page.resolvedAt();
        alert.put("endsAt", end == null ? "0001-01-01T00:00:00Z" : end.toString());
        alert.put("generatorURL", "");
        alert.put("fingerprint", Fingerprint.of(labels));
    }
}
