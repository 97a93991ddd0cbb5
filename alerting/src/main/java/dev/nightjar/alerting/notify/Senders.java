package dev.nightjar.alerting.notify;

import dev.nightjar.alerting.delivery.SendResult;
import dev.nightjar.alerting.routing.Integration;
import dev.nightjar.alerting.template.TemplateSet;
import dev.nightjar.model.event.NoticeEvent.NoticeQueued;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** One sender for each kind of integration. Thread-safe; blocks until it is known how it went. */
public final class Senders implements AutoCloseable {
    private final Supplier<TemplateSet> templates;
    private final String externalUrl;
    private final HttpPost http;
    private final MailSender mail;

    /**
     * @param templates those of the present configuration
     * @param externalUrl how people reach us
     */
    public Senders(Supplier<TemplateSet> templates, String externalUrl, Duration sendDeadline) {
        this.templates = templates;
        this.externalUrl = externalUrl;
        this.http = new HttpPost(sendDeadline);
        this.mail = new MailSender(sendDeadline);
    }

    /** @param receipt by what the receiver knows what it was told of the group before; empty where it never said */
    SendResult send(Integration integration, NoticeQueued notice, String receipt, Instant now) {
        NoticeData data = NoticeData.of(notice, integration.sendsResolved(), externalUrl);
        NoticeText text = new NoticeText(templates.get(), data, now);
        return switch (integration) {
            case Integration.Webhook webhook -> WebhookSender.send(http, webhook, notice, data, text, now);
            case Integration.Email email -> mail.send(email, notice, text);
            case Integration.Slack slack -> SlackSender.send(http, slack, notice, receipt, text, now);
            case Integration.PagerDuty duty -> PagerDutySender.send(http, duty, notice, data, text, now);
            case Integration.Opsgenie opsgenie -> OpsgenieSender.send(http, opsgenie, notice, data, text, now);
        };
    }

    @Override
    public void close() {
        http.close();
    }
}
