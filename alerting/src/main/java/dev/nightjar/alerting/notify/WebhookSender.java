package dev.nightjar.alerting.notify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.alerting.delivery.SendResult;
import dev.nightjar.alerting.notify.HttpPost.Call;
import dev.nightjar.alerting.routing.Integration;
import dev.nightjar.model.event.NoticeEvent.NoticeQueued;
import java.time.Instant;

/** Alertmanager's webhook, version 4, or with a body of the receiver's own. */
final class WebhookSender {
    private WebhookSender() {}

    static SendResult send(
            HttpPost http,
            Integration.Webhook webhook,
            NoticeQueued notice,
            NoticeData data,
            NoticeText text,
            Instant now) {
        return http.send(
                webhook.http(),
                Call.post(webhook.url(), notice.noticeId(), body(webhook, notice, data, text))
                        .within(webhook.timeout()),
                now);
    }

    private static String body(Integration.Webhook webhook, NoticeQueued notice, NoticeData data, NoticeText text) {
        int shown = webhook.maxAlerts() == 0
                ? data.alerts().size()
                : Math.min(webhook.maxAlerts(), data.alerts().size());
        if (webhook.payload() != null) {
            return PayloadJson.of(webhook.payload(), text.about(data.first(shown))) + "\n";
        }
        ObjectNode body = data.json(shown);
        body.put("version", "4");
        body.put("groupKey", notice.groupKey());
        body.put("truncatedAlerts", data.alerts().size() - shown);
        return body + "\n";
    }
}
