package dev.nightjar.postmortems;

import dev.nightjar.model.event.ChangeEvent.ChangeRecorded;
import dev.nightjar.model.event.Event;
import dev.nightjar.model.event.EventLog;
import dev.nightjar.model.event.IncidentEvent.IncidentAcknowledged;
import dev.nightjar.model.event.IncidentEvent.IncidentClassified;
import dev.nightjar.model.event.IncidentEvent.IncidentNoted;
import dev.nightjar.model.event.IncidentEvent.IncidentOpened;
import dev.nightjar.model.event.IncidentEvent.IncidentResolved;
import dev.nightjar.postmortems.RefusedException.Reason;
import dev.nightjar.postmortems.change.ChangeBook;
import dev.nightjar.postmortems.incident.EvidenceSource;
import dev.nightjar.postmortems.incident.ImpactSource;
import dev.nightjar.postmortems.incident.Incident;
import dev.nightjar.postmortems.postmortem.GraphSource;
import dev.nightjar.postmortems.postmortem.Postmortem;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Incidents, changes and postmortems: views that are current as of the last append, and commands that append to the
 * event log. Thread-safe; every method blocks until its result is durable. Commands throw {@link RefusedException}
 * where they cannot be carried out, and then record nothing.
 */
public final class Postmortems implements AutoCloseable {
    private static final Pattern CLASS = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    private final EventLog log;
    private final InstantSource clock;
    private final LogView view;

    /** Held from looking at the view to appending what follows from it. */
    private final ReentrantLock commands = new ReentrantLock();

    private final PostmortemCommands writing;
    private final BackgroundWork background;

    private Postmortems(
            EventLog log,
            LogView view,
            EvidenceSource evidence,
            ImpactSource impact,
            GraphSource graphs,
            InstantSource clock,
            PostmortemsConfig config) {
        this.log = log;
        this.view = view;
        this.clock = clock;
        EvidenceWatch watch = new EvidenceWatch(log, view, commands, evidence, impact, clock, config);
        this.writing = new PostmortemCommands(log, view, commands, watch, graphs, clock, config);
        this.background = new BackgroundWork(log, view, new IncidentOpener(log, view, commands), watch, config);
    }

    /**
     * Reads what the log holds beyond what {@code view} was told of it. {@link #start} begins to act on it. Closing leaves
     * the log open.
     */
    public static Postmortems open(
            EventLog log,
            LogView view,
            EvidenceSource evidence,
            ImpactSource impact,
            GraphSource graphs,
            InstantSource clock,
            PostmortemsConfig config) {
        Postmortems postmortems = new Postmortems(log, view, evidence, impact, graphs, clock, config);
        postmortems.background.follow();
        return postmortems;
    }

    /** Opens incidents for pages and looks for evidence from now on, on threads of its own. */
    public void start() {
        background.start();
    }

    // Views

    /** Newest first. */
    public List<Incident> incidents() {
        return view.ask(books -> books.incidents().incidents());
    }

    public Optional<Incident> incident(String incidentId) {
        return view.ask(books -> books.incidents().incident(incidentId));
    }

    public Optional<String> incidentOfPage(String pageId) {
        return view.ask(books -> books.incidents().incidentOfPage(pageId));
    }

    /** Newest first. */
    public List<Postmortem> postmortems() {
        return view.ask(books -> books.postmortems().postmortems());
    }

    public Optional<Postmortem> postmortem(String postmortemId) {
        return view.ask(books -> books.postmortems().postmortem(postmortemId));
    }

    /** Changes from {@code from} (inside) to {@code until} (outside), oldest first; an empty service asks for all. */
    public List<ChangeRecorded> changes(String service, Instant from, Instant until) {
        return view.ask(books -> books.changes().of(service, from, until).stream()
                .map(ChangeBook.Recorded::change)
                .toList());
    }

    // Commands about changes and incidents

    /** Records a change; false when one of this id is known already, which changes nothing. */
    public boolean record(ChangeRecorded change) {
        require(!change.changeId().isBlank(), "a change without changeId: give each change an id of its own");
        require(!change.kind().isBlank(), "change \"" + change.changeId() + "\" has no kind, such as deploy or toggle");
        return locked(() -> {
            boolean known = view.ask(books -> books.changes().knows(change.changeId()));
            if (!known) {
                append(change);
            }
            return !known;
        });
    }

    /** A person declares an incident; its id. While one of the service is open, there is no second. */
    public String declare(String service, String title, String by) {
        require(!service.isBlank(), "an incident needs the service it is about");
        require(!title.isBlank(), "an incident needs a title: what do users notice?");
        require(!by.isBlank(), "an incident needs somebody who declares it");
        return locked(() -> {
            Optional<String> open = view.ask(books -> books.incidents().openIncidentOf(service));
            if (open.isPresent()) {
                throw new RefusedException(
                        Reason.CONFLICT,
                        "incident " + open.get() + " of " + service
                                + " is open already; add a note to it, or resolve it");
            }
            Instant now = clock.instant();
            String id = Ids.declaredIncident(service, title, now.toString(), log.lastOffset());
            append(new IncidentOpened(now, id, null, service, title, by));
            background.lookSoon();
            return id;
        });
    }

    /** A person has it. Once somebody does, later ones change nothing. */
    public Incident acknowledge(String incidentId, String by) {
        return locked(() -> {
            Incident incident = known(incidentId);
            refuseResolved(incident, "acknowledged");
            if (incident.acknowledgedAt() == null) {
                append(new IncidentAcknowledged(clock.instant(), incidentId, by));
            }
            return known(incidentId);
        });
    }

    /** Adds a note; also after it was resolved. */
    public Incident note(String incidentId, String by, String text) {
        require(!text.isBlank(), "the note is empty");
        return locked(() -> {
            known(incidentId);
            append(new IncidentNoted(clock.instant(), incidentId, by, text.strip()));
            return known(incidentId);
        });
    }

    /**
     * Says which class of outage it was, so that what a class costs over time can be summed up; also after it was resolved.
     *
     * @param cause a word such as {@code capacity}; empty takes it back
     */
    public Incident classify(String incidentId, String by, String cause) {
        require(
                cause.isEmpty() || CLASS.matcher(cause).matches(),
                "a class of outage is a word of up to 40 small letters, digits and dashes, such as capacity; found \""
                        + cause + "\"");
        return locked(() -> {
            if (!known(incidentId).cause().equals(cause)) {
                append(new IncidentClassified(clock.instant(), incidentId, cause, by));
            }
            return known(incidentId);
        });
    }

    /** Ends it, with what ended it. Once it is resolved, later ones change nothing. */
    public Incident resolve(String incidentId, String by, String text) {
        return locked(() -> {
            Incident incident = known(incidentId);
            if (incident.resolvedAt() == null) {
                append(new IncidentResolved(clock.instant(), incidentId, by, text.strip()));
            }
            return known(incidentId);
        });
    }

    // Commands about postmortems

    /** Writes the postmortem of a resolved incident from its data; the one there is if it was drafted before. */
    public Postmortem draft(String incidentId, String by) {
        return writing.draft(known(incidentId), by);
    }

    /** Replaces the text of a section, named as in {@link dev.nightjar.postmortems.postmortem.Section}. */
    public Postmortem edit(String postmortemId, String by, String section, String text) {
        return writing.edit(postmortemId, by, section, text);
    }

    /** @param due ISO date, or empty */
    public Postmortem addActionItem(String postmortemId, String by, String text, String owner, String due) {
        return writing.addActionItem(postmortemId, by, text, owner, due);
    }

    public Postmortem closeActionItem(String postmortemId, String actionItemId, String by) {
        return writing.closeActionItem(postmortemId, actionItemId, by);
    }

    @Override
    public void close() {
        background.close();
    }

    private Incident known(String incidentId) {
        return incident(incidentId)
                .orElseThrow(() -> new RefusedException(Reason.UNKNOWN, "there is no incident \"" + incidentId + "\""));
    }

    private static void refuseResolved(Incident incident, String what) {
        if (incident.state() == Incident.State.RESOLVED) {
            throw new RefusedException(
                    Reason.CONFLICT,
                    "incident " + incident.incidentId() + " is resolved and cannot be " + what + "; declare a new one");
        }
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new RefusedException(Reason.INVALID, message);
        }
    }

    private void append(Event event) {
        log.append(List.of(event));
    }

    private <T> T locked(Supplier<T> command) {
        commands.lock();
        try {
            return command.get();
        } finally {
            commands.unlock();
        }
    }
}
