package dev.nightjar.postmortems;

import dev.nightjar.model.event.Event;
import dev.nightjar.model.event.EventLog;
import dev.nightjar.model.event.IncidentEvent.ImpactMeasured;
import dev.nightjar.model.event.PostmortemEvent.ActionItemAdded;
import dev.nightjar.model.event.PostmortemEvent.ActionItemClosed;
import dev.nightjar.model.event.PostmortemEvent.PostmortemEdited;
import dev.nightjar.postmortems.RefusedException.Reason;
import dev.nightjar.postmortems.incident.Incident;
import dev.nightjar.postmortems.postmortem.Draft;
import dev.nightjar.postmortems.postmortem.FrozenGraph;
import dev.nightjar.postmortems.postmortem.GraphSource;
import dev.nightjar.postmortems.postmortem.Postmortem;
import dev.nightjar.postmortems.postmortem.Postmortem.ActionItem;
import dev.nightjar.postmortems.postmortem.Section;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drafts postmortems and records what people add to them. */
final class PostmortemCommands {
    private static final Logger LOG = LoggerFactory.getLogger(PostmortemCommands.class);

    /** Graphs show so much after the end. */
    private static final Duration AFTERWARDS = Duration.ofMinutes(5);

    private final EventLog log;
    private final LogView view;
    private final ReentrantLock commands;
    private final EvidenceWatch watch;
    private final GraphSource graphs;
    private final InstantSource clock;
    private final PostmortemsConfig config;

    PostmortemCommands(
            EventLog log,
            LogView view,
            ReentrantLock commands,
            EvidenceWatch watch,
            GraphSource graphs,
            InstantSource clock,
            PostmortemsConfig config) {
        this.log = log;
        this.view = view;
        this.commands = commands;
        this.watch = watch;
        this.graphs = graphs;
        this.clock = clock;
        this.config = config;
    }

    Postmortem draft(Incident incident, String by) {
        if (incident.state() != Incident.State.RESOLVED) {
            throw new RefusedException(
                    Reason.CONFLICT,
                    "incident " + incident.incidentId()
                            + " is still open; resolve it first, then draft its postmortem");
        }
        String id = Ids.postmortem(incident.incidentId());
        Optional<Postmortem> drafted = find(id);
        if (drafted.isPresent()) {
            return drafted.get();
        }
        // Queries may take seconds: they run before the lock is taken.
        Instant now = clock.instant();
        List<ImpactMeasured> impacts = impacts(incident, now);
        List<FrozenGraph> frozen = freeze(incident, now);
        commands.lock();
        try {
            if (find(id).isEmpty()) {
                if (!impacts.isEmpty()) {
                    log.append(impacts);
                }
                Incident measured = view.ask(books ->
                        books.incidents().incident(incident.incidentId()).orElse(incident));
                log.append(List.of(Draft.of(measured, frozen, id, by, now)));
            }
            return known(id);
        } finally {
            commands.unlock();
        }
    }

    private List<ImpactMeasured> impacts(Incident incident, Instant now) {
        try {
            return watch.measure(incident, now);
        } catch (RuntimeException e) {
            LOG.warn("the postmortem of {} goes without a new measure of its impact", incident.incidentId(), e);
            return List.of();
        }
    }

    /** A postmortem without its graphs is better than none. */
    private List<FrozenGraph> freeze(Incident incident, Instant now) {
        Instant end =
                incident.resolvedAt() == null ? now : incident.resolvedAt().plus(AFTERWARDS);
        try {
            return graphs.graphs(
                    incident, incident.impactStart().minus(config.evidenceBefore()), end.isBefore(now) ? end : now);
        } catch (RuntimeException e) {
            LOG.warn("the postmortem of {} goes without graphs", incident.incidentId(), e);
            return List.of();
        }
    }

    Postmortem edit(String postmortemId, String by, String section, String text) {
        if (Section.ofLabel(section).isEmpty()) {
            throw new RefusedException(
                    Reason.INVALID,
                    "a postmortem has no section \"" + section + "\"; there are "
                            + Arrays.stream(Section.values())
                                    .map(Section::label)
                                    .collect(Collectors.joining(", ")));
        }
        commands.lock();
        try {
            known(postmortemId);
            return appended(postmortemId, new PostmortemEdited(clock.instant(), postmortemId, by, section, text));
        } finally {
            commands.unlock();
        }
    }

    Postmortem addActionItem(String postmortemId, String by, String text, String owner, String due) {
        if (text.isBlank()) {
            throw new RefusedException(Reason.INVALID, "the action item is empty");
        }
        checkDate(due);
        commands.lock();
        try {
            String id = "ai-" + (known(postmortemId).actionItems().size() + 1);
            return appended(
                    postmortemId,
                    new ActionItemAdded(clock.instant(), postmortemId, id, by, text.strip(), owner.strip(), due));
        } finally {
            commands.unlock();
        }
    }

    private static void checkDate(String due) {
        try {
            if (!due.isEmpty()) {
                LocalDate.parse(due);
            }
        } catch (DateTimeParseException e) {
            throw new RefusedException(Reason.INVALID, "due \"" + due + "\" is not a date; write it as 2026-03-31");
        }
    }

    Postmortem closeActionItem(String postmortemId, String actionItemId, String by) {
        commands.lock();
        try {
            ActionItem item = known(postmortemId).actionItems().stream()
                    .filter(each -> each.actionItemId().equals(actionItemId))
                    .findFirst()
                    .orElseThrow(() -> new RefusedException(
                            Reason.UNKNOWN,
                            "postmortem " + postmortemId + " has no action item \"" + actionItemId + "\""));
            return item.closed()
                    ? known(postmortemId)
                    : appended(postmortemId, new ActionItemClosed(clock.instant(), postmortemId, actionItemId, by));
        } finally {
            commands.unlock();
        }
    }

    private Postmortem appended(String postmortemId, Event event) {
        log.append(List.of(event));
        return known(postmortemId);
    }

    private Optional<Postmortem> find(String postmortemId) {
        return view.ask(books -> books.postmortems().postmortem(postmortemId));
    }

    private Postmortem known(String postmortemId) {
        return find(postmortemId)
                .orElseThrow(
                        () -> new RefusedException(Reason.UNKNOWN, "there is no postmortem \"" + postmortemId + "\""));
    }
}
