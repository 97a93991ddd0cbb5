package dev.nightjar.postmortems.incident;

import dev.nightjar.model.event.IncidentEvent;
import dev.nightjar.model.event.IncidentEvent.EvidenceFound;
import dev.nightjar.model.event.IncidentEvent.ImpactMeasured;
import dev.nightjar.model.event.IncidentEvent.IncidentAcknowledged;
import dev.nightjar.model.event.IncidentEvent.IncidentClassified;
import dev.nightjar.model.event.IncidentEvent.IncidentNoted;
import dev.nightjar.model.event.IncidentEvent.IncidentOpened;
import dev.nightjar.model.event.IncidentEvent.IncidentResolved;
import dev.nightjar.model.event.IncidentEvent.PageJoined;
import dev.nightjar.postmortems.incident.TimelineEntry.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was recorded about one incident itself; what its pages and changes add is joined when it is looked at. */
final class IncidentHistory {
    final IncidentOpened opened;
    final Set<String> pageIds = new LinkedHashSet<>();
    final Map<String, EvidenceFound> evidence = new LinkedHashMap<>();
    final Map<String, ImpactMeasured> impacts = new LinkedHashMap<>();

    @Nullable
    IncidentAcknowledged acknowledged;

    @Nullable
    IncidentResolved resolved;

    String cause = "";

    @Nullable
    String postmortemId;

    private final List<TimelineEntry> entries = new ArrayList<>();
    private final Map<String, TimelineEntry> impactEntries = new LinkedHashMap<>();

    IncidentHistory(IncidentOpened opened, long offset) {
        this.opened = opened;
        String pageId = opened.pageId();
        if (pageId != null) {
            pageIds.add(pageId);
        }
        add(
                opened.at(),
                Kind.INCIDENT,
                opened.openedBy().isEmpty() ? "incident opened by the page" : "incident declared: " + opened.title(),
                opened.openedBy(),
                null,
                offset);
    }

    void apply(IncidentEvent event, long offset) {
        switch (event) {
            case IncidentOpened again -> {}
            case PageJoined joined -> {
                if (pageIds.add(joined.pageId())) {
                    add(joined.at(), Kind.INCIDENT, "another page joined", "", Links.page(joined.pageId()), offset);
                }
            }
            case IncidentAcknowledged taken -> {
                if (acknowledged == null) {
                    acknowledged = taken;
                    add(taken.at(), Kind.ACK, "incident acknowledged", taken.by(), null, offset);
                }
            }
            case IncidentNoted note -> add(note.at(), Kind.NOTE, note.text(), note.by(), null, offset);
            case EvidenceFound found -> found(found, offset);
            case ImpactMeasured measured -> measured(measured, offset);
            case IncidentClassified classified -> {
                cause = classified.cause();
                String text = cause.isEmpty() ? "class of outage taken back" : "class of outage: " + cause;
                add(classified.at(), Kind.INCIDENT, text, classified.by(), null, offset);
            }
            case IncidentResolved ended -> {
                if (resolved == null) {
                    resolved = ended;
                    String text = ended.text().isEmpty() ? "incident resolved" : "incident resolved: " + ended.text();
                    add(ended.at(), Kind.RESOLVE, text, ended.by(), null, offset);
                }
            }
        }
    }

    private void found(EvidenceFound found, long offset) {
        if (evidence.putIfAbsent(identity(found.kind(), found.instance(), found.resource()), found) == null) {
            add(
                    found.at(),
                    found.kind().equals("log-burst") ? Kind.LOG_BURST : Kind.EVIDENCE,
                    found.text(),
                    "",
                    Links.service(found.service(), found.instance()),
                    offset);
        }
    }

    private void measured(ImpactMeasured measured, long offset) {
        impacts.put(measured.slo(), measured);
        impactEntries.put(
                measured.slo(),
                new TimelineEntry(
                        measured.at(),
                        Kind.EVIDENCE,
                        measured.slo() + " began to burn its budget faster than allowed",
                        "",
                        "/slos/" + measured.slo(),
                        offset));
    }

    /** Two findings of this identity are the same finding. */
    static String identity(String kind, String instance, String resource) {
        return kind + '\0' + instance + '\0' + resource;
    }

    List<TimelineEntry> entries() {
        List<TimelineEntry> all = new ArrayList<>(entries);
        all.addAll(impactEntries.values());
        return all;
    }

    private void add(Instant at, Kind kind, String text, String by, @Nullable String link, long offset) {
        entries.add(new TimelineEntry(at, kind, text, by, link, offset));
    }
}
