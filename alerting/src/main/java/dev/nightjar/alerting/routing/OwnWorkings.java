package dev.nightjar.alerting.routing;

import dev.nightjar.definition.Section;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a file says of Alertmanager's own workings: where its traces go and where it writes what happened. It is read and
 * checked as there, so that a file need not be changed, and has no effect: the notices say so.
 */
final class OwnWorkings {
    private final Path folder;

    private OwnWorkings(Path folder) {
        this.folder = folder;
    }

    static void read(Section root, Path folder) {
        OwnWorkings workings = new OwnWorkings(folder);
        root.section("tracing", "tracing").ifPresent(tracing -> {
            workings.tracing(tracing);
            root.notice("tracing", "tracing has no effect: Nightjar sends no traces of its own work");
        });
        root.section("event_recorder", "event_recorder").ifPresent(recorder -> {
            recorder.allow("file_outputs", "webhook_outputs", "kafka_outputs");
            root.notice(
                    "event_recorder",
                    "event_recorder has no effect: what happened to alerts and notices is in Nightjar's journal, and stands"
                            + " under Alerts, History");
        });
    }

    private void tracing(Section section) {
        section.allow(
                "client_type",
                "endpoint",
                "sampling_fraction",
                "insecure",
                "tls_config",
                "headers",
                "compression",
                "timeout");
        if (section.text("endpoint").orElse("").isEmpty()) {
            section.problem("endpoint", "tracing endpoint must be set");
        }
        oneOf(section, "client_type", "grpc", "http");
        oneOf(section, "compression", "gzip");
        section.flag("insecure", false);
        section.duration("timeout", Duration.ZERO);
        TlsSettingsReader.read(section, "tls_config", TlsSettings.USUAL, folder);
        section.namedSections("headers", "header")
                .forEach((name, header) -> header.allow("values", "secrets", "files"));
    }

    private static void oneOf(Section section, String field, String... known) {
        String found = section.text(field).orElse("");
        if (!found.isEmpty() && !List.of(known).contains(found)) {
            section.problem(field, field + ": must be " + String.join(" or ", known) + ", found \"" + found + "\"");
        }
    }
}
