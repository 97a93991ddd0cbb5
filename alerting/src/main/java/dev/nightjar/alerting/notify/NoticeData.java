package dev.nightjar.alerting.notify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.alerting.delivery.Fingerprint;
import dev.nightjar.model.Labels;
import dev.nightjar.model.event.NoticeEvent.NoticeQueued;
import dev.nightjar.model.event.NoticeEvent.Shown;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a notice says, as Alertmanager has it for templates and for its webhook.
 *
 * @param receiver with the signs escaped that mean something in a regular expression, as there
 * @param fires whether any alert of the notice fires, shown or not: what is cut off is not over
 * @param reason why it is told now, in Alertmanager's words
 */
record NoticeData(
        String receiver,
        List<Shown> alerts,
        boolean fires,
        String reason,
        Labels groupLabels,
        SortedMap<String, String> commonLabels,
        SortedMap<String, String> commonAnnotations,
        String externalUrl) {
    /** Go's time that is none. */
    static final String NO_TIME = "0001-01-01T00:00:00Z";

    private static final ObjectMapper JSON = new ObjectMapper();

    NoticeData {
        alerts = List.copyOf(alerts);
    }

    static NoticeData of(NoticeQueued notice, boolean withResolved, String externalUrl) {
        List<Shown> alerts = notice.alerts().stream()
                .filter(alert -> withResolved || alert.endsAt() == null)
                .toList();
        return of(
                notice.receiver().replaceAll("[\\\\.+*?()|\\[\\]{}^$]", "\\\\$0"),
                alerts,
                alerts.stream().anyMatch(alert -> alert.endsAt() == null),
                reason(notice.reason()),
                notice.groupLabels(),
                externalUrl);
    }

    private static NoticeData of(
            String receiver, List<Shown> alerts, boolean fires, String reason, Labels groupLabels, String externalUrl) {
        return new NoticeData(
                receiver,
                alerts,
                fires,
                reason,
                groupLabels,
                common(alerts.stream().map(alert -> alert.labels().toMap()).toList()),
                common(alerts.stream().map(Shown::annotations).toList()),
                externalUrl);
    }

    private static String reason(String queuedFor) {
        return switch (queuedFor) {
            case "first" -> "first notification";
            case "new alerts" -> "new alerts added";
            case "resolved" -> "some alerts resolved";
            case "all resolved" -> "all alerts resolved";
            case "repeat" -> "repeat interval elapsed";
            default -> queuedFor;
        };
    }

    private static SortedMap<String, String> common(List<Map<String, String>> all) {
        SortedMap<String, String> common = new TreeMap<>();
        if (!all.isEmpty()) {
            common.putAll(all.getFirst());
            all.forEach(each ->
                    common.entrySet().removeIf(entry -> !entry.getValue().equals(each.get(entry.getKey()))));
        }
        return common;
    }

    /** With the first {@code most} alerts only, and what those have in common. */
    NoticeData first(int most) {
        return of(receiver, alerts.subList(0, Math.min(most, alerts.size())), fires, reason, groupLabels, externalUrl);
    }

    String status() {
        return fires ? "firing" : "resolved";
    }

    /** Fields in Alertmanager's order. */
    ObjectNode json() {
        ObjectNode body = JSON.createObjectNode();
        body.put("receiver", receiver);
        body.put("status", status());
        ArrayNode list = body.putArray("alerts");
        alerts.forEach(alert -> list.add(json(alert)));
        body.put("notification_reason", reason);
        body.set("groupLabels", JSON.valueToTree(groupLabels.toMap()));
        body.set("commonLabels", JSON.valueToTree(commonLabels));
        body.set("commonAnnotations", JSON.valueToTree(commonAnnotations));
        body.put("externalURL", externalUrl);
        return body;
    }

    static ObjectNode json(Shown alert) {
        ObjectNode one = JSON.createObjectNode();
        one.put("status", alert.endsAt() == null ? "firing" : "resolved");
        one.set("labels", JSON.valueToTree(alert.labels().toMap()));
        one.set("annotations", JSON.valueToTree(new TreeMap<>(alert.annotations())));
        one.put("startsAt", time(alert.startsAt()));
        one.put("endsAt", time(alert.endsAt()));
        one.put("generatorURL", alert.generatorUrl());
        one.put("fingerprint", Fingerprint.of(alert.labels()));
        return one;
    }

    /** RFC 3339 with as many digits as it takes, as Go writes it. */
    static String time(@Nullable Instant time) {
        if (time == null) {
            return NO_TIME;
        }
        String text = time.toString();
        return text.contains(".") ? text.replaceAll("0+Z$", "Z") : text;
    }
}
