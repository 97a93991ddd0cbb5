package dev.nightjar.alerting.notify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.alerting.delivery.SendResult;
import dev.nightjar.alerting.notify.HttpPost.Call;
import dev.nightjar.alerting.routing.Integration;
import dev.nightjar.model.event.NoticeEvent.NoticeQueued;
import java.time.Instant;

/** Alertmanager's webhook, version 4. */
final class WebhookSender {
    private WebhookSender() {}

    static SendResult send(
            HttpPost http, Integration.Webhook webhook, NoticeQueued notice, NoticeData data, Instant now) {
        return http.send(
                webhook.http(),
                Call.post(webhook.url(), notice.noticeId(), body(webhook, notice, data))
                        .within(webhook.timeout()),
                now);
    }

    static String body(Integration.Webhook webhook, NoticeQueued notice, NoticeData data) {
        int shown = webhook.maxAlerts() == 0
                ? data.alerts().size()
                : Math.min(webhook.maxAlerts(), data.alerts().size());
        ObjectNode body = data.json(shown);
        body.put("version", "4");
        body.put("groupKey", notice.groupKey());
        body.put("truncatedAlerts", data.alerts().size() - shown);
        return body + "\n";
    }
}
