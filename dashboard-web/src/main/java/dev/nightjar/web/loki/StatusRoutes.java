package dev.nightjar.web.loki;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.nightjar.query.QueryLimits;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Reply;
import java.io.IOException;

/** What clients ask about the server before they ask for logs. Rules on logs live with all other rules, not here. */
final class StatusRoutes {
    /** Grafana chooses what it may ask by a version of Loki: this is the one whose API is answered. */
    private static final String LOKI_VERSION = "3.8.0";

    private record BuildInfo(
            String version, String revision, String branch, String buildUser, String buildDate, String goVersion) {}

    private final String version;
    private final QueryLimits limits;

    /** {@code version}: of Nightjar. */
    StatusRoutes(String version, QueryLimits limits) {
        this.version = version;
        this.limits = limits;
    }

    void mount(LokiRouter router) {
        router.fact("status/buildinfo", this::buildInfo);
        router.fact("drilldown-limits", this::limits);
        router.fact("rules", exchange -> Reply.text(200, "application/yaml", "{}\n"));
        router.get("/prometheus/api/v1/rules", exchange -> LokiJson.success(out -> none(out, "groups")));
        router.get("/prometheus/api/v1/alerts", exchange -> LokiJson.success(out -> none(out, "alerts")));
    }

    private Reply buildInfo(Exchange exchange) {
        return Json.reply(new BuildInfo(LOKI_VERSION, "nightjar-" + version, "", "", "", ""));
    }

    private Reply limits(Exchange exchange) {
        return Reply.json(stream -> {
            try (JsonGenerator out = Json.generator(stream)) {
                DrilldownLimits.write(out, limits, LOKI_VERSION);
            }
        });
    }

    private static void none(JsonGenerator out, String field) throws IOException {
        out.writeStartObject();
        out.writeArrayFieldStart(field);
        out.writeEndArray();
        out.writeEndObject();
    }
}
