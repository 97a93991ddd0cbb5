package dev.nightjar.web.prometheus;

import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Reply;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the program says of itself, under the names that Prometheus' clients look for. */
final class StatusRoutes {
    private final ProgramFacts program;
    private final InstantSource clock;

    StatusRoutes(ProgramFacts program, InstantSource clock) {
        this.program = program;
        this.clock = clock;
    }

    void mount(PrometheusRouter router) {
        router.get("status/buildinfo", exchange -> Envelope.document(build()));
        router.get("status/runtimeinfo", exchange -> Envelope.document(runtime()));
        router.get("status/flags", exchange -> Envelope.document(new TreeMap<>(program.flags())));
        router.get(
                "status/config",
                exchange -> Envelope.document(
                        Map.of("yaml", program.configuration().inForce().get())));
        // what is asked is answered only after everything stored was opened
        router.get("status/walreplay", exchange -> Envelope.document(replay()));
        router.get("status/self_metrics", this::metrics);
        router.get(
                "notifications",
                exchange -> Envelope.document(Notification.of(program.reload().get())));
        router.live("notifications/live", new NotificationStream(program.reload())::open);
        router.get("features", exchange -> Envelope.document(Features.DOCUMENT));
    }

    private Map<String, String> build() {
        Map<String, String> document = new LinkedHashMap<>();
        document.put("version", program.version());
        for (String unknown : List.of("revision", "branch", "buildUser", "buildDate", "goVersion")) {
            document.put(unknown, "");
        }
        return document;
    }

    /** Fields of Go's run time that a JVM has nothing for are 0 or empty. */
    private Map<String, Object> runtime() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("startTime", program.started().toString());
        document.put("CWD", program.folder().toString());
        document.put("hostname", program.host());
        document.put("serverTime", clock.instant().toString());
        ReloadState reload = program.reload().get();
        document.put("reloadConfigSuccess", reload.refused().isEmpty());
        document.put("lastConfigTime", reload.lastSuccess().toString());
        document.put("corruptionCount", 0);
        document.put("goroutineCount", Thread.activeCount());
        document.put("GOMAXPROCS", Runtime.getRuntime().availableProcessors());
        document.put("GOMEMLIMIT", Runtime.getRuntime().maxMemory());
        document.put("GOGC", "");
        document.put("GODEBUG", "");
        document.put("storageRetention", program.retention());
        return document;
    }

    private Reply metrics(Exchange exchange) {
        Optional<Matcher> wanted = exchange.parameter("metric_name_pattern").map(StatusRoutes::pattern);
        List<OwnFamily> families = program.metrics().get().stream()
                .filter(family -> wanted.isEmpty()
                        || wanted.get().matches(family.metadata().family()))
                .toList();
        return Envelope.success(out -> {
            out.writeStartArray();
            for (OwnFamily family : families) {
                new SelfMetricsJson(out).family(family);
            }
            out.writeEndArray();
        });
    }

    private static Matcher pattern(String text) {
        try {
            return new Matcher(Labels.METRIC_NAME, Matcher.Op.MATCHES, text);
        } catch (IllegalArgumentException e) {
            throw HttpProblem.badParameter("metric_name_pattern", String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, Object> replay() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("min", 0);
        document.put("max", 0);
        document.put("current", 0);
        document.put("state", "done");
        return document;
    }
}
