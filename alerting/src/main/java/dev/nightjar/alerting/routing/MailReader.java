package dev.nightjar.alerting.routing;

import dev.nightjar.alerting.routing.AlertmanagerFile.Globals;
import dev.nightjar.definition.Section;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/** Reads {@code email_configs}, and what {@code global} says of mail. */
final class MailReader {
    private static final int ENCRYPTED_PORT = 465;

    private MailReader() {}

    static Integration read(Section section, Globals globals, Path folder) {
        section.allow(
                "send_resolved",
                "to",
                "from",
                "smarthost",
                "hello",
                "auth_username",
                "auth_password",
                "auth_password_file",
                "auth_secret",
                "auth_secret_file",
                "auth_identity",
                "require_tls",
                "tls_config",
                "force_implicit_tls",
                "headers",
                "html",
                "text",
                "threading");
        MailDefaults defaults = globals.mail();
        if (section.requiredText("to").isEmpty() && section.has("to")) {
            section.problem("to", "missing to address in email config");
        }
        MailServer server = server(section, defaults, folder);
        String from = section.text("from").orElse(defaults.from());
        if (from.isEmpty()) {
            section.problem("from", "no global SMTP from set; write smtp_from: ADDRESS under global, or from here");
        }
        MailThread thread = thread(section);
        SequencedMap<String, String> headers = headers(section);
        if (thread != MailThread.NONE) {
            for (String header : new String[] {"References", "In-Reply-To"}) {
                if (headers.containsKey(header)) {
                    section.problem("headers", "threading.enabled conflicts with a " + header + " header of your own");
                }
            }
        }
        return new Integration.Email(
                section.flag("send_resolved", false),
                section.text("to").orElse(""),
                from,
                server,
                login(section, defaults, folder),
                thread,
                headers,
                section.text("text").orElse(""),
                section.text("html").orElse("{{ template \"email.default.html\" . }}"));
    }

    private static MailServer server(Section section, MailDefaults defaults, Path folder) {
        String smarthost = Fields.hostAndPort(section, "smarthost").orElse(defaults.smarthost());
        if (smarthost.isEmpty()) {
            section.problem(
                    "smarthost",
                    "no global SMTP smarthost set; write smtp_smarthost: HOST:PORT under global, or smarthost here");
        }
        Optional<Boolean> required = written(section, "require_tls").or(defaults::requiresTls);
        Optional<Boolean> atOnce = written(section, "force_implicit_tls").or(defaults::encryptsAtOnce);
        return new MailServer(
                smarthost,
                section.text("hello").orElse(defaults.hello()),
                encryption(smarthost, required, atOnce),
                TlsSettingsReader.read(section, "tls_config", defaults.tls(), folder));
    }

    static Optional<Boolean> written(Section section, String field) {
        return section.has(field) ? Optional.of(section.flag(field, false)) : Optional.empty();
    }

    /** This machine's own server needs no encryption, unless somebody wrote that it does. */
    private static MailServer.Encryption encryption(
            String smarthost, Optional<Boolean> required, Optional<Boolean> atOnce) {
        if (atOnce.orElse(smarthost.endsWith(":" + ENCRYPTED_PORT))) {
            return MailServer.Encryption.FROM_THE_START;
        }
        boolean local = smarthost.matches("(localhost|127\\.0\\.0\\.1|\\[?::1]?):[0-9]+");
        return required.orElse(!local) ? MailServer.Encryption.REQUIRED : MailServer.Encryption.OFFERED;
    }

    private static MailLogin login(Section section, MailDefaults defaults, Path folder) {
        return new MailLogin(
                section.text("auth_username").orElse(defaults.login().user()),
                Fields.secret(section, "auth_password", folder)
                        .orElse(defaults.login().password()),
                Fields.secret(section, "auth_secret", folder)
                        .orElse(defaults.login().secret()),
                section.text("auth_identity").orElse(defaults.login().identity()));
    }

    private static MailThread thread(Section section) {
        Optional<Section> threading = section.section("threading", "threading");
        if (threading.isEmpty()) {
            return MailThread.NONE;
        }
        Section written = threading.get();
        written.allow("enabled", "thread_by_date");
        if (!written.flag("enabled", false)) {
            return MailThread.NONE;
        }
        return switch (written.text("thread_by_date").orElse("")) {
            case "daily" -> MailThread.OF_A_DAY;
            case "none" -> MailThread.ALL;
            default -> {
                written.problem("thread_by_date", "thread_by_date must be either none or daily");
                yield MailThread.NONE;
            }
        };
    }

    private static SequencedMap<String, String> headers(Section section) {
        SequencedMap<String, String> headers = new LinkedHashMap<>();
        section.texts("headers").forEach((name, value) -> {
            if (headers.put(canonical(name), value) != null) {
                section.problem("headers", "duplicate header \"" + name + "\" in email config");
            }
        });
        headers.putIfAbsent("Subject", "{{ template \"email.default.subject\" . }}");
        return headers;
    }

    /** {@code subject} and {@code SUBJECT} are the same header. */
    private static String canonical(String header) {
        StringBuilder out = new StringBuilder(header.length());
        boolean up = true;
        for (int i = 0; i < header.length(); i++) {
            char c = header.charAt(i);
            out.append(up ? Character.toUpperCase(c) : Character.toLowerCase(c));
            up = c == '-';
        }
        return out.toString();
    }
}
