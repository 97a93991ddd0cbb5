package dev.nightjar.alerting.notify;

import dev.nightjar.alerting.connection.MailSockets;
import dev.nightjar.alerting.delivery.MailHeader;
import dev.nightjar.alerting.delivery.SendResult;
import dev.nightjar.alerting.routing.Integration;
import dev.nightjar.alerting.routing.MailLogin;
import dev.nightjar.alerting.routing.MailServer;
import dev.nightjar.alerting.routing.MailThread;
import dev.nightjar.alerting.routing.TlsSettings;
import dev.nightjar.model.event.NoticeEvent.NoticeQueued;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.simplejavamail.MailException;
import org.simplejavamail.api.email.Email;
import org.simplejavamail.api.email.EmailPopulatingBuilder;
import org.simplejavamail.api.mailer.MailerRegularBuilder;
import org.simplejavamail.api.mailer.config.TransportStrategy;
import org.simplejavamail.email.EmailBuilder;
import org.simplejavamail.mailer.MailerBuilder;

/** Mail, by the receiver's own server. */
final class MailSender {
    private static final int CONVERSATION_CHARACTERS = 16;

    private final Duration deadline;

    MailSender(Duration deadline) {
        this.deadline = deadline;
    }

    SendResult send(Integration.Email email, NoticeQueued notice, NoticeText text) {
        MailServer server = email.server();
        try {
            Email mail = message(email, notice, text).buildEmail();
            SendResult result = new SendResult.Retry("nothing to log in with", null);
            for (Proof proof : proofs(email.login())) {
                result = send(email, proof, mail);
                if (result instanceof SendResult.Accepted) {
                    break;
                }
            }
            return result;
        } catch (GeneralSecurityException e) {
            return new SendResult.Failed(
                    "the certificates or the key for " + server.host() + " cannot be used: " + e.getMessage());
        } catch (IOException | UncheckedIOException e) {
            return new SendResult.Retry(String.valueOf(e.getMessage()), null);
        }
    }

    /** How to show who we are: with the secret that is not sent, or with the password. */
    private enum Proof {
        NONE,
        SECRET,
        PASSWORD
    }

    private static List<Proof> proofs(MailLogin login) {
        List<Proof> proofs = new ArrayList<>();
        if (login.user().isEmpty()) {
            return List.of(Proof.NONE);
        }
        if (!login.secret().isEmpty()) {
            proofs.add(Proof.SECRET);
        }
        if (!login.password().isEmpty() || proofs.isEmpty()) {
            proofs.add(Proof.PASSWORD);
        }
        return proofs;
    }

    private SendResult send(Integration.Email email, Proof proof, Email mail)
            throws GeneralSecurityException, IOException {
        MailServer server = email.server();
        TransportStrategy strategy = strategy(server);
        String prefix = strategy == TransportStrategy.SMTPS ? "mail.smtps." : "mail.smtp.";
        var mailer = MailerBuilder.withSMTPServerHost(server.host())
                .withSMTPServerPort(server.port())
                .withTransportStrategy(strategy)
                .withSessionTimeout((int) deadline.toMillis());
        if (!server.hello().isEmpty()) {
            mailer.withProperty(prefix + "localhost", server.hello());
        }
        if (!server.tls().equals(TlsSettings.USUAL)) {
            // the sockets look at the name themselves, as it may be another than the host's
            mailer.withCustomSSLFactoryInstance(MailSockets.of(server.tls(), server.host()))
                    .verifyingServerIdentity(false);
        }
        login(email.login(), proof, prefix, mailer);
        try {
            mailer.buildMailer().sendMail(mail, false).join();
            return new SendResult.Accepted("taken by " + server.host());
        } catch (MailException | java.util.concurrent.CompletionException e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            return new SendResult.Retry("not sent: " + root.getMessage(), null);
        }
    }

    private static TransportStrategy strategy(MailServer server) {
        return switch (server.encryption()) {
            case FROM_THE_START -> TransportStrategy.SMTPS;
            case REQUIRED -> TransportStrategy.SMTP_TLS;
            case OFFERED -> TransportStrategy.SMTP;
        };
    }

    private static void login(MailLogin login, Proof proof, String prefix, MailerRegularBuilder<?> mailer) {
        if (proof == Proof.NONE) {
            return;
        }
        mailer.withSMTPServerUsername(login.user());
        if (!login.identity().isEmpty()) {
            mailer.withProperty(prefix + "sasl.authorizationid", login.identity());
        }
        if (proof == Proof.SECRET) {
            mailer.withSMTPServerPassword(login.secret().read())
                    .withProperty(prefix + "sasl.enable", "true")
                    .withProperty(prefix + "sasl.mechanisms", "CRAM-MD5")
                    .withProperty(prefix + "auth.mechanisms", "CRAM-MD5");
        } else {
            mailer.withSMTPServerPassword(login.password().read());
        }
    }

    private EmailPopulatingBuilder message(Integration.Email email, NoticeQueued notice, NoticeText text) {
        Map<String, String> headers = new LinkedHashMap<>(text.all(email.headers()));
        String subject = headers.remove("Subject");
        String html = text.html(email.html());
        String plain = text.of(email.text());
        EmailPopulatingBuilder message = EmailBuilder.startingBlank()
                .from(MailHeader.line(text.of(email.from())))
                .withSubject(subject == null ? "" : MailHeader.line(subject))
                .fixingMessageId("<" + notice.noticeId() + "@nightjar>");
        for (String to : text.of(email.to()).split(",", -1)) {
            message.to(MailHeader.line(to));
        }
        headers.forEach((name, value) -> message.withHeader(name, MailHeader.line(value)));
        conversation(email.thread(), notice)
                .ifPresent(id -> message.withHeader("References", id).withHeader("In-Reply-To", id));
        if (!html.isEmpty()) {
            message.withHTMLText(html);
        }
        if (!plain.isEmpty() || html.isEmpty()) {
            message.withPlainText(plain);
        }
        return message;
    }

    /** The same for all mails that belong together; no mail has it as its own, which mail programs do not mind. */
    private static Optional<String> conversation(MailThread thread, NoticeQueued notice) {
        String group = GroupHash.of(notice.groupKey()).substring(0, CONVERSATION_CHARACTERS);
        return switch (thread) {
            case NONE -> Optional.empty();
            case OF_A_DAY ->
                Optional.of("<alert-" + group + "-" + LocalDate.ofInstant(notice.at(), ZoneOffset.UTC) + "@nightjar>");
            case ALL -> Optional.of("<alert-" + group + "@nightjar>");
        };
    }
}
