package dev.nightjar.web.api;

import dev.nightjar.postmortems.Postmortems;
import dev.nightjar.postmortems.incident.Incident;
import dev.nightjar.web.access.AccessGate.Need;
import dev.nightjar.web.api.Documents.LogLine;
import dev.nightjar.web.api.Documents.PageSummary;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Reply;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Alerts, objectives and pages; and what a person does about a page or its incident. Taking an incident takes
 * its pages, so that nobody is woken for what somebody has.
 */
final class DutyRoutes {
    private final Alarms alarms;
    private final Postmortems postmortems;
    private final FirstLines lines;
    private final Views views;
    private final ResponseRoutes responses;

    DutyRoutes(Alarms alarms, Postmortems postmortems, FirstLines lines, Views views, ResponseRoutes responses) {
        this.alarms = alarms;
        this.postmortems = postmortems;
        this.lines = lines;
        this.views = views;
        this.responses = responses;
    }

    void mount(ApiRouter router) {
        router.get("alerts", exchange -> Json.reply(alarms.alerts()));
        router.get("slos", exchange -> Json.reply(alarms.slos()));
        router.get("slos/:name", this::slo);
        router.get(
                "pages",
                exchange -> Json.reply(alarms.pages().stream()
                        .map(page -> withIncident(page.summary()))
                        .toList()));
        router.get("pages/:id", exchange -> document(page(exchange)));
        router.post("pages/:id/acknowledge", Need.RESPOND, this::acknowledgePage);
        router.post("pages/:id/resolve", Need.RESPOND, this::resolvePage);
        router.post("pages/:id/escalate", Need.RESPOND, this::escalatePage);
        router.post("pages/:id/note", Need.RESPOND, this::notePage);
        router.post("incidents/:id/acknowledge", Need.RESPOND, this::acknowledgeIncident);
        router.post("incidents/:id/resolve", Need.RESPOND, this::resolveIncident);
    }

    private Reply slo(Exchange exchange) {
        String name = exchange.path("name");
        return alarms.slo(name)
                .map(Json::reply)
                .orElseThrow(() -> HttpProblem.notFound(
                        "there is no objective \"" + name + "\"", "GET /nightjar/v1/slos lists them"));
    }

    private PageFacts page(Exchange exchange) {
        String id = exchange.path("id");
        return alarms.page(id)
                .orElseThrow(() ->
                        HttpProblem.notFound("there is no page \"" + id + "\"", "GET /nightjar/v1/pages lists them"));
    }

    private Reply acknowledgePage(Exchange exchange) {
        PageFacts page = page(exchange);
        alarms.acknowledge(page.summary().pageId(), ApiRouter.user(exchange));
        return document(page(exchange));
    }

    private Reply resolvePage(Exchange exchange) {
        PageFacts page = page(exchange);
        alarms.resolve(page.summary().pageId(), ApiRouter.user(exchange));
        return document(page(exchange));
    }

    private Reply escalatePage(Exchange exchange) {
        PageFacts page = page(exchange);
        alarms.escalate(page.summary().pageId(), ApiRouter.user(exchange));
        return document(page(exchange));
    }

    private Reply notePage(Exchange exchange) {
        PageFacts page = page(exchange);
        String text = Json.required(Json.body(exchange), "text");
        String incident = postmortems
                .incidentOfPage(page.summary().pageId())
                .orElseThrow(() -> new HttpProblem(
                        409,
                        "page " + page.summary().pageId() + " has no incident to note this in",
                        null,
                        "declare an incident, or try again in a moment: a page that wakes people opens one by itself"));
        postmortems.note(incident, ApiRouter.user(exchange), text);
        return document(page(exchange));
    }

    private Reply acknowledgeIncident(Exchange exchange) {
        String by = ApiRouter.user(exchange);
        Incident incident = postmortems.acknowledge(exchange.path("id"), by);
        openPages(incident).forEach(page -> {
            if (page.summary().state().equals("open")) {
                alarms.acknowledge(page.summary().pageId(), by);
            }
        });
        return responses.incident(incident.incidentId());
    }

    private Reply resolveIncident(Exchange exchange) {
        String by = ApiRouter.user(exchange);
        Incident incident = postmortems.resolve(exchange.path("id"), by, Json.optional(Json.body(exchange), "text"));
        openPages(incident).forEach(page -> alarms.resolve(page.summary().pageId(), by));
        return responses.incident(incident.incidentId());
    }

    private List<PageFacts> openPages(Incident incident) {
        return incident.pageIds().stream()
                .map(alarms::page)
                .flatMap(Optional::stream)
                .filter(PageFacts::open)
                .toList();
    }

    private PageSummary withIncident(PageSummary page) {
        return new PageSummary(
                page.pageId(),
                page.state(),
                page.severity(),
                page.service(),
                page.summary(),
                page.openedAtMillis(),
                postmortems.incidentOfPage(page.pageId()).orElse(null));
    }

    private Reply document(PageFacts page) {
        PageSummary summary = withIncident(page.summary());
        String incidentId = summary.incidentId();
        Optional<Incident> incident = incidentId == null ? Optional.empty() : postmortems.incident(incidentId);
        String selector = "{" + Selectors.service(summary.service()) + "}";
        return Json.reply(new Documents.Page(
                summary.pageId(),
                summary.state(),
                summary.severity(),
                summary.service(),
                summary.summary(),
                summary.openedAtMillis(),
                incidentId,
                page.description(),
                page.sinceMillis(),
                page.acknowledgedBy(),
                page.acknowledgedAtMillis(),
                page.acknowledgedUntilMillis(),
                page.resolvedAtMillis(),
                page.nextEscalationAtMillis(),
                page.deliveries(),
                page.labels(),
                page.runbook(),
                views.graph(page),
                incident.map(ResponseDocuments::suspects).orElse(List.of()),
                lines(summary.service(), page),
                selector,
                incident.map(each -> Marks.of(each.timeline())).orElse(page.marks()),
                page.policy(),
                page.alerts(),
                page.verdicts()));
    }

    private List<LogLine> lines(String service, PageFacts page) {
        @Nullable Long resolved = page.resolvedAtMillis();
        return lines.of(service, page.sinceMillis(), resolved);
    }
}
