package dev.nightjar.alerting.paging;

import dev.nightjar.alerting.delivery.MailHeader;
import dev.nightjar.alerting.delivery.SendResult;
import jakarta.mail.SendFailedException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.simplejavamail.api.email.Email;
import org.simplejavamail.api.mailer.Mailer;
import org.simplejavamail.api.mailer.config.TransportStrategy;
import org.simplejavamail.email.EmailBuilder;
import org.simplejavamail.mailer.MailerBuilder;

/** Sends mail, as plain text with a small HTML beside it. A message keeps its Message-ID through all attempts. */
final class EmailChannel implements Channel {
    private final EmailSettings settings;
    private final @Nullable Mailer mailer;

    EmailChannel(EmailSettings settings, Duration deadline) {
        this.settings = settings;
        this.mailer = settings.host().isEmpty() ? null : mailer(settings, deadline);
    }

    private static Mailer mailer(EmailSettings settings, Duration deadline) {
        var builder = MailerBuilder.withSMTPServerHost(settings.host())
                .withSMTPServerPort(settings.port())
                .withTransportStrategy(TransportStrategy.SMTP)
                .withSessionTimeout((int) deadline.toMillis());
        if (!settings.user().isEmpty()) {
            builder.withSMTPServerUsername(settings.user()).withSMTPServerPassword(settings.password());
        }
        return builder.buildMailer();
    }

    @Override
    public SendResult send(Message message) {
        if (mailer == null) {
            return new SendResult.Failed("no SMTP server is configured (email.host)");
        }
        Email email = EmailBuilder.startingBlank()
                .from("Nightjar", settings.from())
                .to(message.delivery().address())
                .withSubject(MailHeader.line(message.subject()))
                .withPlainText(message.text())
                .withHTMLText(message.html())
                .fixingMessageId("<" + message.delivery().notificationId() + "@nightjar>")
                .buildEmail();
        try {
            mailer.sendMail(email, false).join();
            return new SendResult.Accepted("taken by " + settings.host());
        } catch (RuntimeException e) {
            return refused(e)
                    ? new SendResult.Failed("refused by " + settings.host() + ": " + reason(e))
                    : new SendResult.Retry("not sent: " + reason(e), null);
        }
    }

    /** Whether the server said that there is no such address. */
    private static boolean refused(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SendFailedException sendFailed
                    && sendFailed.getInvalidAddresses() != null
                    && sendFailed.getInvalidAddresses().length > 0) {
                return true;
            }
        }
        return false;
    }

    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).strip();
    }

    @Override
    public void close() {
        // Each message has a connection of its own, which is closed behind it.
    }
}
