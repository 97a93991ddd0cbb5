package dev.nightjar.web.loki;

import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Reply;
import dev.nightjar.web.prometheus.ProcessControl.Verbosity;
import dev.nightjar.web.prometheus.ProgramFacts;
import dev.nightjar.web.prometheus.ShownConfiguration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What operators ask of a Loki, at the root: how it is configured, whether its parts run, how much it says. */
final class OperatorRoutes {
    private static final List<String> RINGS = List.of(
            "/ring",
            "/distributor/ring",
            "/compactor/ring",
            "/indexgateway/ring",
            "/pattern/ring",
            "/ruler/ring",
            "/scheduler/ring",
            "/partition-ring",
            "/memberlist");

    private static final List<String> SHUTDOWNS = List.of(
            "/ingester/shutdown",
            "/ingester/flush_shutdown",
            "/ingester/prepare_shutdown",
            "/ingester/prepare-partition-downscale");

    private final ProgramFacts program;
    private final Runnable flush;

    /** {@code flush} brings everything stored to its resting form; blocks until that is done. */
    OperatorRoutes(ProgramFacts program, Runnable flush) {
        this.program = program;
        this.flush = flush;
    }

    void mount(LokiRouter router) {
        router.get("/config", this::configuration);
        router.get("/services", exchange -> Reply.text(200, parts()));
        router.get("/log_level", exchange -> level(200, "", "Current log level is " + spoken()));
        router.operate("/log_level", this::speak);
        router.operate("/flush", exchange -> {
            flush.run();
            return Reply.text(204, "");
        });
        RINGS.forEach(path -> router.absent(path, "one process has no ring of several"));
        SHUTDOWNS.forEach(path -> router.absent(
                path, "nothing is lost when the process ends, by whatever signal; POST /flush brings all to rest"));
    }

    private Reply configuration(Exchange exchange) {
        String mode = exchange.parameter("mode").orElse("");
        ShownConfiguration shown = program.configuration();
        return switch (mode) {
            case "diff" -> Reply.text(200, shown.differences().get());
            case "defaults" -> Reply.text(200, shown.defaults().get());
            // as in Loki, where any other word means nothing
            default -> Reply.text(200, shown.inForce().get());
        };
    }

    private String parts() {
        StringBuilder text = new StringBuilder();
        program.control()
                .parts()
                .forEach((name, well) -> text.append(name)
                        .append(" => ")
                        .append(well ? "Running" : "Failed")
                        .append('\n'));
        return text.toString();
    }

    private String spoken() {
        return program.control().verbosity().text();
    }

    private Reply speak(Exchange exchange) {
        String text = exchange.parameter("log_level").orElse("");
        return Verbosity.named(text)
                .map(verbosity -> {
                    program.control().speak(verbosity);
                    return level(200, "success", "Log level set to " + verbosity.text());
                })
                .orElseGet(() -> level(
                        400, "failed", "unrecognized log level \"" + text + "\": send debug, info, warn or error"));
    }

    private static Reply level(int status, String outcome, String message) {
        Map<String, String> answer = new LinkedHashMap<>();
        if (!outcome.isEmpty()) {
            answer.put("status", outcome);
        }
        answer.put("message", message);
        return Json.reply(status, answer);
    }
}
