package dev.nightjar.alerting.notify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.alerting.delivery.SendResult;
import dev.nightjar.alerting.notify.HttpPost.Call;
import dev.nightjar.alerting.routing.Integration;
import dev.nightjar.alerting.routing.Secret;
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
        NoticeData shown = webhook.maxAlerts() == 0 ? data : data.first(webhook.maxAlerts());
        NoticeText ofShown = text.about(shown);
        int leftOut = data.alerts().size() - shown.alerts().size();
        return http.send(
                webhook.http(),
                Call.post(url(webhook, ofShown), notice.noticeId(), body(webhook, notice, shown, leftOut, ofShown))
                        .within(webhook.timeout()),
                now);
    }

    private static Secret url(Integration.Webhook webhook, NoticeText text) {
        return new Secret(text.of(webhook.url().read()).strip(), null);
    }

    private static String body(
            Integration.Webhook webhook, NoticeQueued notice, NoticeData shown, int leftOut, NoticeText text) {
        if (webhook.payload() != null) {
            return PayloadJson.of(webhook.payload(), text) + "\n";
        }
        ObjectNode body = shown.json();
        body.put("version", "4");
        body.put("groupKey", notice.groupKey());
        body.put("truncatedAlerts", leftOut);
        return body + "\n";
    }
}
