package dev.nightjar.alerting.routing;

import dev.nightjar.definition.Section;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What {@code global} says of mail, for receivers that do not say otherwise. */
record MailDefaults(
        String from,
        String smarthost,
        String hello,
        MailLogin login,
        Optional<Boolean> requiresTls,
        Optional<Boolean> encryptsAtOnce,
        TlsSettings tls) {
    static final List<String> FIELDS = List.of(
            "smtp_from",
            "smtp_smarthost",
            "smtp_hello",
            "smtp_auth_username",
            "smtp_auth_password",
            "smtp_auth_password_file",
            "smtp_auth_secret",
            "smtp_auth_secret_file",
            "smtp_auth_identity",
            "smtp_require_tls",
            "smtp_force_implicit_tls",
            "smtp_tls_config");
    static final MailDefaults NONE = new MailDefaults(
            "",
            "",
            "",
            new MailLogin("", Secret.NONE, Secret.NONE, ""),
            Optional.empty(),
            Optional.empty(),
            TlsSettings.USUAL);

    static MailDefaults read(Section global, Path folder) {
        return new MailDefaults(
                global.text("smtp_from").orElse(""),
                Fields.hostAndPort(global, "smtp_smarthost").orElse(""),
                global.text("smtp_hello").orElse(""),
                new MailLogin(
                        global.text("smtp_auth_username").orElse(""),
                        Fields.secret(global, "smtp_auth_password", folder).orElse(Secret.NONE),
                        Fields.secret(global, "smtp_auth_secret", folder).orElse(Secret.NONE),
                        global.text("smtp_auth_identity").orElse("")),
                MailReader.written(global, "smtp_require_tls"),
                MailReader.written(global, "smtp_force_implicit_tls"),
                TlsSettingsReader.read(global, "smtp_tls_config", TlsSettings.USUAL, folder));
    }
}
