package dev.nightjar.web.api;

import dev.nightjar.model.event.ChangeEvent.ChangeRecorded;
import dev.nightjar.postmortems.incident.Incident;
import dev.nightjar.postmortems.incident.Suspect;
import dev.nightjar.postmortems.incident.TimelineEntry;
import dev.nightjar.postmortems.postmortem.FrozenGraph;
import dev.nightjar.postmortems.postmortem.Postmortem;
import dev.nightjar.web.api.Documents.Change;
import dev.nightjar.web.api.Documents.Finding;
import dev.nightjar.web.api.Documents.IncidentSummary;
import dev.nightjar.web.api.Documents.Measure;
import dev.nightjar.web.api.Documents.Panel;
import dev.nightjar.web.api.Documents.PostmortemSection;
import dev.nightjar.web.api.Documents.PostmortemSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns changes, incidents and postmortems into documents. Pure. */
final class ResponseDocuments {
    private static final int MOST_SUSPECTS = 3;

    private ResponseDocuments() {}

    static Change change(ChangeRecorded change) {
        return new Change(
                change.changeId(),
                change.at().toEpochMilli(),
                change.service(),
                change.instance(),
                change.kind(),
                change.summary(),
                change.by());
    }

    static IncidentSummary summary(Incident incident) {
        return new IncidentSummary(
                incident.incidentId(),
                incident.title(),
                incident.service(),
                state(incident),
                incident.severity(),
                incident.openedAt().toEpochMilli(),
                millis(incident.resolvedAt()));
    }

    static Documents.Incident incident(Incident incident, List<Panel> graphs) {
        List<Documents.TimelineEntry> timeline =
                incident.timeline().stream().map(ResponseDocuments::entry).toList();
        return new Documents.Incident(
                incident.incidentId(),
                incident.title(),
                incident.service(),
                state(incident),
                incident.severity(),
                incident.openedAt().toEpochMilli(),
                millis(incident.resolvedAt()),
                incident.sentence(),
                incident.impactStart().toEpochMilli(),
                millis(incident.detectedAt()),
                incident.acknowledgedBy().isEmpty() ? null : incident.acknowledgedBy(),
                millis(incident.acknowledgedAt()),
                incident.pageIds(),
                timeline,
                suspects(incident),
                graphs,
                Marks.of(incident.timeline()),
                "{" + Selectors.service(incident.service()) + "}",
                incident.postmortemId(),
                incident.cause().isEmpty() ? null : incident.cause());
    }

    static String state(Incident incident) {
        return incident.state().name().toLowerCase(Locale.ROOT);
    }

    static List<Finding> suspects(Incident incident) {
        return incident.suspects().stream()
                .limit(MOST_SUSPECTS)
                .map(ResponseDocuments::finding)
                .toList();
    }

    /** A change is no resource: what changed is in its text. */
    static Finding finding(Suspect suspect) {
        String panel = SignalNames.of(suspect.query());
        boolean change = suspect.query().isEmpty();
        return new Finding(
                panel.isEmpty() ? suspect.kind() : panel,
                suspect.instance(),
                change ? "" : suspect.resource(),
                Words.without(suspect.instance(), suspect.text()),
                suspect.since().toEpochMilli(),
                suspect.score(),
                panel);
    }

    static Documents.TimelineEntry entry(TimelineEntry entry) {
        return new Documents.TimelineEntry(
                entry.at().toEpochMilli(), entry.kind().label(), entry.text(), entry.by(), entry.link());
    }

    static PostmortemSummary summary(Postmortem postmortem) {
        return new PostmortemSummary(
                postmortem.postmortemId(),
                postmortem.incidentId(),
                postmortem.title(),
                postmortem.service(),
                postmortem.createdAt().toEpochMilli(),
                Math.toIntExact(postmortem.openActionItems()));
    }

    static Documents.Postmortem postmortem(Postmortem postmortem) {
        PostmortemSummary summary = summary(postmortem);
        return new Documents.Postmortem(
                summary.postmortemId(),
                summary.incidentId(),
                summary.title(),
                summary.service(),
                summary.createdAtMillis(),
                summary.openActionItems(),
                postmortem.sections().stream()
                        .map(text -> new PostmortemSection(
                                text.section().label(),
                                text.section().title(),
                                text.markdown(),
                                text.editedBy().isEmpty() ? null : text.editedBy()))
                        .toList(),
                postmortem.measures().stream()
                        .map(measure -> new Measure(measure.name(), seconds(measure.duration()), measure.explanation()))
                        .toList(),
                postmortem.timeline().stream().map(ResponseDocuments::entry).toList(),
                postmortem.graphs().stream().map(ResponseDocuments::graph).toList(),
                postmortem.actionItems().stream()
                        .map(item -> new Documents.ActionItem(
                                item.actionItemId(), item.text(), item.owner(), item.due(), item.closed()))
                        .toList());
    }

    private static Documents.FrozenGraph graph(FrozenGraph graph) {
        return new Documents.FrozenGraph(
                graph.title(),
                graph.query(),
                graph.unit(),
                graph.startMillis(),
                graph.stepSeconds(),
                graph.series().stream()
                        .map(series -> new Documents.FrozenSeries(series.labels(), new ArrayList<>(series.values())))
                        .toList());
    }

    private static @Nullable Double seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis() / 1000.0;
    }

    static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }
}
