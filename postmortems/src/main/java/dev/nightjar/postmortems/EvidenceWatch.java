package dev.nightjar.postmortems;

import dev.nightjar.model.event.EventLog;
import dev.nightjar.model.event.IncidentEvent;
import dev.nightjar.model.event.IncidentEvent.EvidenceFound;
import dev.nightjar.model.event.IncidentEvent.ImpactMeasured;
import dev.nightjar.postmortems.incident.EvidenceSource;
import dev.nightjar.postmortems.incident.EvidenceSource.Finding;
import dev.nightjar.postmortems.incident.ImpactSource;
import dev.nightjar.postmortems.incident.ImpactSource.SloSlices;
import dev.nightjar.postmortems.incident.ImpactWindow;
import dev.nightjar.postmortems.incident.Incident;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the data of open incidents and records what is new. One pass at a time. */
final class EvidenceWatch {
    private static final Logger LOG = LoggerFactory.getLogger(EvidenceWatch.class);

    private final EventLog log;
    private final LogView view;
    private final ReentrantLock commands;
    private final EvidenceSource evidence;
    private final ImpactSource impact;
    private final InstantSource clock;
    private final PostmortemsConfig config;

    /** What failed is logged once per incident, not every few seconds. */
    private final Set<String> complained = new HashSet<>();

    EvidenceWatch(
            EventLog log,
            LogView view,
            ReentrantLock commands,
            EvidenceSource evidence,
            ImpactSource impact,
            InstantSource clock,
            PostmortemsConfig config) {
        this.log = log;
        this.view = view;
        this.commands = commands;
        this.evidence = evidence;
        this.impact = impact;
        this.clock = clock;
        this.config = config;
    }

    void run() {
        Instant now = clock.instant();
        for (Incident incident : view.ask(books -> books.incidents().incidents())) {
            boolean young = now.isBefore(incident.openedAt().plus(config.evidenceFor()));
            if (incident.state() != Incident.State.RESOLVED && young) {
                try {
                    look(incident, now);
                } catch (RuntimeException e) {
                    if (complained.add(incident.incidentId())) {
                        LOG.warn("cannot look for evidence of incident {}, will try again", incident.incidentId(), e);
                    }
                }
            }
        }
    }

    private void look(Incident incident, Instant now) {
        Instant from = incident.impactStart().minus(config.evidenceBefore());
        List<Finding> findings = evidence.find(incident.service(), from, now);
        List<ImpactMeasured> impacts = incident.impacts().isEmpty() ? measure(incident, now) : List.of();
        commands.lock();
        try {
            Incident current = view.ask(
                    books -> books.incidents().incident(incident.incidentId()).orElse(incident));
            if (current.state() != Incident.State.RESOLVED) {
                List<IncidentEvent> events = new ArrayList<>(impacts);
                events.addAll(unknown(current, findings, now));
                if (!events.isEmpty()) {
                    log.append(events);
                }
            }
        } finally {
            commands.unlock();
        }
    }

    /** What the objectives of the incident's service suffered, by now. */
    List<ImpactMeasured> measure(Incident incident, Instant now) {
        Instant detected = incident.detectedAt() != null ? incident.detectedAt() : incident.openedAt();
        Instant since = incident.alertSince() != null ? incident.alertSince() : incident.openedAt();
        List<ImpactMeasured> measured = new ArrayList<>();
        for (SloSlices slices : impact.slices(incident.service(), since.minus(config.evidenceBefore()), now)) {
            ImpactWindow.measure(slices, incident.incidentId(), detected, now).ifPresent(measured::add);
        }
        return measured;
    }

    private List<EvidenceFound> unknown(Incident incident, List<Finding> findings, Instant now) {
        Set<Identity> known = new HashSet<>();
        for (EvidenceFound found : incident.evidence()) {
            known.add(new Identity(found.kind(), found.instance(), found.resource()));
        }
        List<EvidenceFound> events = new ArrayList<>();
        for (Finding finding : findings) {
            if (known.size() < config.maxFindings()
                    && known.add(new Identity(finding.kind(), finding.instance(), finding.resource()))) {
                events.add(new EvidenceFound(
                        finding.since(),
                        now,
                        incident.incidentId(),
                        finding.kind(),
                        incident.service(),
                        finding.instance(),
                        finding.resource(),
                        finding.text(),
                        finding.query(),
                        finding.score()));
            }
        }
        return events;
    }

    private record Identity(String kind, String instance, String resource) {}
}
