package dev.nightjar.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.model.event.ChangeEvent.ChangeRecorded;
import dev.nightjar.postmortems.Postmortems;
import dev.nightjar.postmortems.incident.Incident;
import dev.nightjar.postmortems.postmortem.Postmortem;
import dev.nightjar.web.access.AccessGate.Need;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Reply;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Incidents, postmortems and changes. */
final class ResponseRoutes {
    private final Postmortems postmortems;
    private final Graphs graphs;
    private final InstantSource clock;

    /** The graphs an incident's page shows. */
    interface Graphs {
        List<Documents.Panel> of(Incident incident);
    }

    ResponseRoutes(Postmortems postmortems, Graphs graphs, InstantSource clock) {
        this.postmortems = postmortems;
        this.graphs = graphs;
        this.clock = clock;
    }

    void mount(ApiRouter router) {
        router.get(
                "incidents",
                exchange -> Json.reply(postmortems.incidents().stream()
                        .map(ResponseDocuments::summary)
                        .toList()));
        router.post("incidents", Need.RESPOND, this::declare);
        router.get("incidents/:id", exchange -> document(incident(exchange)));
        router.post("incidents/:id/note", Need.RESPOND, this::note);
        router.post(
                "incidents/:id/classify",
                Need.RESPOND,
                exchange -> document(postmortems.classify(
                        exchange.path("id"), ApiRouter.user(exchange), Json.optional(Json.body(exchange), "cause"))));
        router.post(
                "incidents/:id/postmortem",
                Need.RESPOND,
                exchange -> document(postmortems.draft(exchange.path("id"), ApiRouter.user(exchange))));
        router.get(
                "postmortems",
                exchange -> Json.reply(postmortems.postmortems().stream()
                        .map(ResponseDocuments::summary)
                        .toList()));
        router.get("postmortems/:id", exchange -> document(postmortem(exchange)));
        router.get("postmortems/:id/markdown", this::markdown);
        router.post("postmortems/:id/section", Need.RESPOND, this::edit);
        router.post("postmortems/:id/action-items", Need.RESPOND, this::addActionItem);
        router.post(
                "postmortems/:id/action-items/:item/close",
                Need.RESPOND,
                exchange -> document(postmortems.closeActionItem(
                        exchange.path("id"), exchange.path("item"), ApiRouter.user(exchange))));
        router.get("changes", this::changes);
        router.post("changes", Need.REPORT, this::record);
    }

    /** The document of an incident that is known. */
    Reply incident(String incidentId) {
        return document(postmortems.incident(incidentId).orElseThrow());
    }

    private Reply document(Incident incident) {
        return Json.reply(ResponseDocuments.incident(incident, graphs.of(incident)));
    }

    private static Reply document(Postmortem postmortem) {
        return Json.reply(ResponseDocuments.postmortem(postmortem));
    }

    private Incident incident(Exchange exchange) {
        String id = exchange.path("id");
        return postmortems
                .incident(id)
                .orElseThrow(() -> HttpProblem.notFound(
                        "there is no incident \"" + id + "\"", "GET /nightjar/v1/incidents lists them"));
    }

    private Postmortem postmortem(Exchange exchange) {
        String id = exchange.path("id");
        return postmortems
                .postmortem(id)
                .orElseThrow(() -> HttpProblem.notFound(
                        "there is no postmortem \"" + id + "\"", "GET /nightjar/v1/postmortems lists them"));
    }

    private Reply declare(Exchange exchange) {
        JsonNode body = Json.body(exchange);
        String id = postmortems.declare(
                Json.required(body, "service"), Json.required(body, "title"), ApiRouter.user(exchange));
        return document(postmortems.incident(id).orElseThrow());
    }

    private Reply note(Exchange exchange) {
        String text = Json.required(Json.body(exchange), "text");
        return document(postmortems.note(exchange.path("id"), ApiRouter.user(exchange), text));
    }

    private Reply markdown(Exchange exchange) {
        Postmortem postmortem = postmortem(exchange);
        return Reply.text(200, "text/markdown; charset=utf-8", postmortem.markdown())
                .withHeader(
                        "Content-Disposition",
                        "attachment; filename=\"" + postmortem.postmortemId().replaceAll("[^A-Za-z0-9._-]", "-")
                                + ".md\"");
    }

    private Reply edit(Exchange exchange) {
        JsonNode body = Json.body(exchange);
        return document(postmortems.edit(
                exchange.path("id"),
                ApiRouter.user(exchange),
                Json.required(body, "name"),
                Json.optional(body, "text")));
    }

    private Reply addActionItem(Exchange exchange) {
        JsonNode body = Json.body(exchange);
        return document(postmortems.addActionItem(
                exchange.path("id"),
                ApiRouter.user(exchange),
                Json.required(body, "text"),
                Json.optional(body, "owner"),
                Json.optional(body, "due")));
    }

    private Reply changes(Exchange exchange) {
        Span span = Span.of(exchange, clock);
        return Json.reply(postmortems
                .changes(
                        exchange.parameter("service").orElse(""),
                        Instant.ofEpochMilli(span.startMillis()),
                        Instant.ofEpochMilli(span.endMillis() + 1))
                .reversed()
                .stream()
                .map(ResponseDocuments::change)
                .toList());
    }

    private Reply record(Exchange exchange) {
        JsonNode body = Json.body(exchange);
        ChangeRecorded change = new ChangeRecorded(
                at(Json.optional(body, "at")),
                Json.required(body, "changeId"),
                Json.optional(body, "service"),
                Json.optional(body, "instance"),
                Json.required(body, "kind"),
                Json.required(body, "summary"),
                Json.optional(body, "by"),
                details(body.path("details")));
        postmortems.record(change);
        return Json.reply(ResponseDocuments.change(change));
    }

    private Instant at(String text) {
        if (text.isEmpty()) {
            return clock.instant();
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new HttpProblem(
                    400, "\"at\" is not a time: " + text, "body", "ISO 8601, such as 2026-01-31T02:41:00Z");
        }
    }

    private static Map<String, String> details(JsonNode details) {
        Map<String, String> map = new LinkedHashMap<>();
        details.properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return map;
    }
}
