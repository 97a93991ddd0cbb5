package dev.nightjar.web.api;

import dev.nightjar.model.event.ChangeEvent.ChangeRecorded;
import dev.nightjar.postmortems.Postmortems;
import dev.nightjar.postmortems.incident.Incident;
import dev.nightjar.web.api.Documents.Finding;
import dev.nightjar.web.api.Documents.IncidentSummary;
import dev.nightjar.web.api.Documents.Mark;
import dev.nightjar.web.api.Documents.Overview;
import dev.nightjar.web.api.Documents.Panel;
import dev.nightjar.web.api.Documents.RankedInstance;
import dev.nightjar.web.api.Documents.ServiceTile;
import dev.nightjar.web.api.Documents.Slo;
import dev.nightjar.web.api.Documents.TileBudget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers the overview, a service and an instance from the data. Blocks; thread-safe. */
final class Views {
    private static final int MOST_CHANGES = 50;

    private final ServiceCatalog catalog;
    private final MetricAnswers metrics;
    private final Ranking ranking;
    private final Alarms alarms;
    private final Postmortems postmortems;

    Views(ServiceCatalog catalog, MetricAnswers metrics, Ranking ranking, Alarms alarms, Postmortems postmortems) {
        this.catalog = catalog;
        this.metrics = metrics;
        this.ranking = ranking;
        this.alarms = alarms;
        this.postmortems = postmortems;
    }

    Overview overview(Span span) {
        RequestNumbers numbers = RequestNumbers.of(metrics, span);
        Situation situation = Situation.of(alarms);
        List<Slo> slos = alarms.slos();
        List<ChangeRecorded> changes = changes("", span);
        Map<String, Needs> needs = new LinkedHashMap<>();
        List<ServiceTile> tiles = new ArrayList<>();
        List<String> services = catalog.services(span);
        // a database or a batch serves no requests, and is none the worse for it
        List<String> withoutRequests =
                services.stream().filter(each -> !numbers.reports(each)).toList();
        Set<String> sending = catalog.sending(withoutRequests, span.endMillis());
        for (String service : services) {
            Needs need = situation.needs(service, numbers.reports(service) || sending.contains(service));
            needs.put(service, need);
            tiles.add(new ServiceTile(
                    service,
                    need.health(),
                    need.reason(),
                    catalog.instances(service, span).size(),
                    budget(service, slos),
                    situation.firing(service).size(),
                    lastDeploy(service, changes),
                    numbers.requests(service),
                    numbers.errors(service),
                    numbers.latencyP95(service)));
        }
        tiles.sort(Comparator.comparingInt((ServiceTile tile) -> Health.need(tile.health()))
                .thenComparing(ServiceTile::name));
        return new Overview(
                Needs.sentence(needs),
                tiles,
                alarms.onCall(),
                postmortems.incidents().stream()
                        .filter(incident -> incident.state() != Incident.State.RESOLVED)
                        .map(ResponseDocuments::summary)
                        .toList(),
                documents(changes));
    }

    private static @Nullable TileBudget budget(String service, List<Slo> slos) {
        return slos.stream()
                .filter(slo -> slo.service().equals(service))
                .min(Comparator.comparingDouble(Views::remaining))
                .filter(slo -> slo.budgetRemaining() != null && slo.burn() != null)
                .map(slo -> new TileBudget(slo.name(), slo.budgetRemaining(), slo.burn()))
                .orElse(null);
    }

    private static double remaining(Slo slo) {
        Double left = slo.budgetRemaining();
        return left == null ? Double.MAX_VALUE : left;
    }

    private static Documents.@Nullable Change lastDeploy(String service, List<ChangeRecorded> changes) {
        return changes.reversed().stream()
                .filter(change ->
                        change.service().equals(service) && change.kind().equals("deploy"))
                .findFirst()
                .map(ResponseDocuments::change)
                .orElse(null);
    }

    /** Empty where nothing of the service is known. */
    Optional<Documents.Service> service(String service, Span span) {
        List<String> instances = catalog.instances(service, span);
        List<Slo> slos = alarms.slos().stream()
                .filter(slo -> slo.service().equals(service))
                .sorted(Comparator.comparingInt(slo -> Health.need(slo.health())))
                .toList();
        if (instances.isEmpty() && slos.isEmpty()) {
            return Optional.empty();
        }
        List<RankedInstance> ranked = ranking.rank(service, span, instances, catalog.versions(service, span));
        Needs needs = Situation.of(alarms).needs(service, !instances.isEmpty());
        List<ChangeRecorded> changes = changes(service, span);
        return Optional.of(new Documents.Service(
                service,
                worse(needs.health(), slos),
                ServiceSentence.ofService(service, needs, slos, ranked),
                slos,
                Panels.ofService(service, span.window(span.stepMillis(120))),
                ranked,
                documents(changes),
                marks(service, changes, span),
                "{" + Selectors.service(service) + "}",
                runbook(service),
                null,
                alarms.onCallFor(service).orElse(null),
                openIncident(service)));
    }

    private static String worse(String health, List<Slo> slos) {
        return slos.stream()
                .map(Slo::health)
                .filter(each -> !each.equals(Health.UNKNOWN) && Health.need(each) < Health.need(health))
                .findFirst()
                .orElse(health);
    }

    Documents.Instance instance(String service, String instance, Span span) {
        List<String> instances = catalog.instances(service, span);
        Map<String, String> versions = catalog.versions(service, span);
        List<Finding> findings = ranking.rank(service, span, instances, versions).stream()
                .filter(each -> each.instance().equals(instance))
                .flatMap(each -> each.findings().stream())
                .toList();
        List<ChangeRecorded> changes = changes(service, span).stream()
                .filter(change ->
                        change.instance().isEmpty() || change.instance().equals(instance))
                .toList();
        return new Documents.Instance(
                service,
                instance,
                ServiceSentence.ofInstance(service, instance, findings, instances.contains(instance)),
                versions.get(instance),
                Panels.ofInstance(service, instance, span.window(span.stepMillis(120)), findings),
                findings,
                documents(changes),
                marks(service, changes, span),
                "{" + Selectors.instance(service, instance) + "}");
    }

    /** What an incident's page shows: its alert's value, each suspect against its peers, the service's requests. */
    List<Panel> graphs(Incident incident, Span span) {
        String window = span.window(span.stepMillis(120));
        List<Panel> panels = new ArrayList<>();
        incident.pageIds().stream().findFirst().flatMap(alarms::page).ifPresent(page -> panels.add(graph(page)));
        for (Finding suspect : ResponseDocuments.suspects(incident)) {
            if (!suspect.panel().isEmpty() && !suspect.instance().isEmpty()) {
                Panels.ofInstance(incident.service(), suspect.instance(), window, List.of(suspect)).stream()
                        .filter(panel -> panel.id().equals(suspect.panel()))
                        .map(panel -> Panels.titled(panel, panel.title() + ", " + suspect.instance()))
                        .forEach(panels::add);
            }
        }
        panels.addAll(Panels.ofService(incident.service(), window).subList(0, 4));
        return List.copyOf(panels);
    }

    /** The value that a page is about. */
    Panel graph(PageFacts page) {
        return Optional.ofNullable(page.labels().get("slo"))
                .flatMap(alarms::slo)
                .map(Panels::ofObjective)
                .orElseGet(() -> Panels.ofAlert(page.summary().summary(), page.query()));
    }

    private List<Mark> marks(String service, List<ChangeRecorded> changes, Span span) {
        List<Mark> ofIncidents = new ArrayList<>();
        for (Incident incident : postmortems.incidents()) {
            if (incident.service().equals(service)) {
                Marks.of(incident.timeline()).stream()
                        .filter(mark -> !Marks.isChange(mark))
                        .forEach(ofIncidents::add);
            }
        }
        return Marks.joined(Marks.ofChanges(changes), ofIncidents, span);
    }

    private @Nullable String runbook(String service) {
        return alarms.pages().stream()
                .filter(page -> page.summary().service().equals(service) && page.runbook() != null)
                .findFirst()
                .map(PageFacts::runbook)
                .orElse(null);
    }

    private @Nullable IncidentSummary openIncident(String service) {
        return postmortems.incidents().stream()
                .filter(incident -> incident.service().equals(service) && incident.state() != Incident.State.RESOLVED)
                .findFirst()
                .map(ResponseDocuments::summary)
                .orElse(null);
    }

    private List<ChangeRecorded> changes(String service, Span span) {
        return postmortems.changes(
                service, Instant.ofEpochMilli(span.startMillis()), Instant.ofEpochMilli(span.endMillis() + 1));
    }

    private static List<Documents.Change> documents(List<ChangeRecorded> changes) {
        return changes.reversed().stream()
                .limit(MOST_CHANGES)
                .map(ResponseDocuments::change)
                .toList();
    }
}
