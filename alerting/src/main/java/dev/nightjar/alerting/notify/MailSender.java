package dev.nightjar.alerting.notify;

import dev.nightjar.alerting.delivery.SendResult;
import dev.nightjar.alerting.routing.Integration;
import dev.nightjar.model.event.NoticeEvent.NoticeQueued;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.simplejavamail.MailException;
import org.simplejavamail.api.email.EmailPopulatingBuilder;
import org.simplejavamail.api.mailer.config.TransportStrategy;
import org.simplejavamail.email.EmailBuilder;
import org.simplejavamail.mailer.MailerBuilder;

/** Mail, by the receiver's own server. */
final class MailSender {
    private final Duration deadline;

    MailSender(Duration deadline) {
        this.deadline = deadline;
    }

    SendResult send(Integration.Email email, NoticeQueued notice, NoticeText text) {
        int colon = email.smarthost().lastIndexOf(':');
        String host = email.smarthost().substring(0, colon);
        try {
            var mailer = MailerBuilder.withSMTPServerHost(host)
                    .withSMTPServerPort(Integer.parseInt(email.smarthost().substring(colon + 1)))
                    .withTransportStrategy(
                            email.requiresTls() && !isLocal(host) ? TransportStrategy.SMTP_TLS : TransportStrategy.SMTP)
                    .withSessionTimeout((int) deadline.toMillis());
            if (!email.user().isEmpty()) {
                mailer.withSMTPServerUsername(email.user())
                        .withSMTPServerPassword(email.password().read());
            }
            mailer.buildMailer()
                    .sendMail(message(email, notice, text).buildEmail(), false)
                    .join();
            return new SendResult.Accepted("taken by " + host);
        } catch (MailException | java.util.concurrent.CompletionException e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            return new SendResult.Retry("not sent: " + root.getMessage(), null);
        }
    }

    /** As Alertmanager has it: this machine's own server needs no encryption. */
    private static boolean isLocal(String host) {
        return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("::1");
    }

    private EmailPopulatingBuilder message(Integration.Email email, NoticeQueued notice, NoticeText text) {
        Map<String, String> headers = new LinkedHashMap<>(text.all(email.headers()));
        String subject = headers.remove("Subject");
        String html = text.html(email.html());
        String plain = text.of(email.text());
        EmailPopulatingBuilder message = EmailBuilder.startingBlank()
                .from(text.of(email.from()))
                .withSubject(subject == null ? "" : subject)
                .fixingMessageId("<" + notice.noticeId() + "@nightjar>");
        for (String to : text.of(email.to()).split(",", -1)) {
            message.to(to.strip());
        }
        headers.forEach(message::withHeader);
        if (!html.isEmpty()) {
            message.withHTMLText(html);
        }
        if (!plain.isEmpty() || html.isEmpty()) {
            message.withPlainText(plain);
        }
        return message;
    }
}
