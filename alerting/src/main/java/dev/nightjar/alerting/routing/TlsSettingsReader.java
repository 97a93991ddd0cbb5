package dev.nightjar.alerting.routing;

import dev.nightjar.definition.Section;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads {@code tls_config}, of HTTP and of mail. */
final class TlsSettingsReader {
    private static final List<String> VERSIONS = List.of("TLS10", "TLS11", "TLS12", "TLS13");

    /** What the JDK speaks; the older two are broken, and it is right to refuse them. */
    private static final List<String> SPOKEN = List.of("TLSv1.2", "TLSv1.3");

    private TlsSettingsReader() {}

    /** What {@code parent} says under {@code field}; where it says nothing, {@code otherwise}. */
    static TlsSettings read(Section parent, String field, TlsSettings otherwise, Path folder) {
        return parent.section(field, field)
                .map(section -> read(section, folder))
                .orElse(otherwise);
    }

    private static TlsSettings read(Section section, Path folder) {
        section.allow(
                "ca",
                "cert",
                "key",
                "ca_file",
                "cert_file",
                "key_file",
                "ca_ref",
                "cert_ref",
                "key_ref",
                "server_name",
                "insecure_skip_verify",
                "min_version",
                "max_version");
        Fields.refuseReferences(section, "ca", "cert", "key");
        Secret certificate = Fields.secret(section, "cert", folder).orElse(Secret.NONE);
        Secret key = Fields.secret(section, "key", folder).orElse(Secret.NONE);
        if (certificate.isEmpty() != key.isEmpty()) {
            section.problem(
                    certificate.isEmpty() ? "key_file" : "cert_file",
                    "a client's certificate needs both cert_file and key_file, found only one");
        }
        return new TlsSettings(
                Fields.secret(section, "ca", folder).orElse(Secret.NONE),
                certificate,
                key,
                section.text("server_name").orElse(""),
                section.flag("insecure_skip_verify", false),
                versions(section));
    }

    private static List<String> versions(Section section) {
        int least = version(section, "min_version", 0);
        int most = version(section, "max_version", VERSIONS.size() - 1);
        if (most < least) {
            section.problem("max_version", "max_version: is older than min_version");
            return List.of();
        }
        int firstSpoken = VERSIONS.size() - SPOKEN.size();
        if (most < firstSpoken) {
            section.problem(
                    "max_version", "not supported yet: max_version below TLS12, which no JDK speaks; take it out");
            return List.of();
        }
        return least <= firstSpoken && most == VERSIONS.size() - 1
                ? List.of()
                : SPOKEN.subList(Math.max(least - firstSpoken, 0), most - firstSpoken + 1);
    }

    private static int version(Section section, String field, int otherwise) {
        Optional<String> written = section.text(field);
        if (written.isEmpty()) {
            return otherwise;
        }
        int found = VERSIONS.indexOf(written.get());
        if (found < 0) {
            section.problem(
                    field,
                    field + ": must be one of " + String.join(", ", VERSIONS) + ", found \"" + written.get() + "\"");
            return otherwise;
        }
        return found;
    }
}
