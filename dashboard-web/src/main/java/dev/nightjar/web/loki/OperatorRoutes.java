package dev.nightjar.web.loki;

import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Reply;
import dev.nightjar.web.prometheus.ProcessControl.Verbosity;
import dev.nightjar.web.prometheus.ProgramFacts;
import java.util.LinkedHashMap;
import java.util.Map;

/** What operators ask of a Loki, at the root: how it is configured, whether its parts run, how much it says. */
final class OperatorRoutes {
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
    }

    private Reply configuration(Exchange exchange) {
        String mode = exchange.parameter("mode").orElse("");
        if (!mode.isEmpty()) {
            throw HttpProblem.badParameter(
                    "mode", "not supported yet: mode=" + mode + "; without it the whole configuration is shown");
        }
        return Reply.text(200, program.configuration().get());
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
