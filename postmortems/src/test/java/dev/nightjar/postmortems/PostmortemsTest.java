package dev.nightjar.postmortems;

import static dev.nightjar.postmortems.Story.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.nightjar.model.event.AlertEvent.State;
import dev.nightjar.model.event.Event;
import dev.nightjar.model.event.IncidentEvent.EvidenceFound;
import dev.nightjar.model.event.IncidentEvent.IncidentOpened;
import dev.nightjar.model.event.IncidentEvent.PageJoined;
import dev.nightjar.model.event.PageEvent;
import dev.nightjar.postmortems.incident.Incident;
import dev.nightjar.postmortems.incident.Measure;
import dev.nightjar.postmortems.incident.Suspect;
import dev.nightjar.postmortems.incident.TimelineEntry;
import dev.nightjar.postmortems.postmortem.Postmortem;
import dev.nightjar.postmortems.postmortem.Section;
import dev.nightjar.testkit.InMemoryEventLog;
import dev.nightjar.testkit.TestingClock;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PostmortemsTest {
    private final InMemoryEventLog log = new InMemoryEventLog();
    private final TestingClock clock = new TestingClock(at("02:44:00"));
    private final TestingSources sources = new TestingSources();
    private final List<Postmortems> opened = new ArrayList<>();
    private final Postmortems postmortems = open();

    private Postmortems open() {
        PostmortemsConfig quick =
                new PostmortemsConfig(Duration.ofMillis(5), Duration.ofHours(2), Duration.ofMinutes(30), 40);
        Postmortems created = Postmortems.open(log, new LogView(), sources, sources, sources, clock, quick);
        opened.add(created);
        return created;
    }

    @AfterEach
    void close() {
        opened.forEach(Postmortems::close);
    }

    /** Background threads are real: what they do is waited for. */
    private static void eventually(BooleanSupplier holds) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited 20 s").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private Incident theIncident() {
        eventually(() -> !postmortems.incidents().isEmpty());
        return postmortems.incidents().getFirst();
    }

    private <E extends Event> List<E> recorded(Class<E> type) {
        return log.events().stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The whole night; the incident is resolved at its end. */
    private Incident night() {
        sources.findings.add(TestingSources.SLOW_DISK);
        sources.findings.add(TestingSources.SLOW_WRITES);
        sources.measured = true;
        postmortems.start();
        postmortems.record(Story.deploy("02:20:00", "deploy-1"));
        log.append(List.of(Story.alert("02:42:30", State.INACTIVE, State.PENDING)));
        log.append(List.of(Story.alert("02:43:30", State.PENDING, State.FIRING), Story.page("02:43:30")));
        eventually(() -> !theIncident().evidence().isEmpty());
        log.append(Story.sent("02:43:31"));
        log.append(List.of(Story.acknowledged("02:45:00")));
        clock.set(at("02:47:00"));
        postmortems.note(theIncident().incidentId(), "ada", "moved temporary files to sdb");
        log.append(List.of(Story.alert("02:58:00", State.FIRING, State.INACTIVE), Story.over("02:58:00")));
        clock.set(at("03:05:00"));
        return postmortems.resolve(theIncident().incidentId(), "ada", "Moved the journal to sdb.");
    }

    @Test
    void a_page_opens_an_incident_by_itself_and_evidence_lands_on_it() {
        sources.findings.add(TestingSources.SLOW_DISK);
        postmortems.start();
        log.append(List.of(Story.page("02:43:30")));
        eventually(() -> !theIncident().evidence().isEmpty());
        Incident incident = theIncident();
        assertThat(incident.service()).isEqualTo("checkout");
        assertThat(incident.state()).isEqualTo(Incident.State.OPEN);
        assertThat(incident.pageIds()).containsExactly("page-1");
        assertThat(postmortems.incidentOfPage("page-1")).contains(incident.incidentId());
        assertThat(incident.sentence())
                .isEqualTo("checkout burns its budget 14x. Since 02:42:30 UTC. "
                        + "checkout-7 writes to sda in 212 ms, its peers in 4 ms. Nobody has it yet.");
    }

    @Test
    void a_second_page_of_the_service_joins_and_one_of_another_service_does_not() {
        postmortems.start();
        log.append(List.of(
                Story.page("02:43:30"),
                Story.page("02:44:00", "page-2", "checkout", PageEvent.Severity.PAGE),
                Story.page("02:44:30", "page-3", "payment", PageEvent.Severity.PAGE)));
        eventually(() -> postmortems.incidentOfPage("page-3").isPresent());
        assertThat(postmortems.incidents())
                .extracting(Incident::pageIds)
                .containsExactly(List.of("page-3"), List.of("page-1", "page-2"));
    }

    @Test
    void a_ticket_wakes_nobody_and_opens_no_incident() {
        postmortems.start();
        log.append(List.of(
                Story.page("02:43:30", "ticket-1", "checkout", PageEvent.Severity.TICKET),
                Story.page("02:43:31", "page-1", "payment", PageEvent.Severity.PAGE)));
        eventually(() -> postmortems.incidentOfPage("page-1").isPresent());
        assertThat(postmortems.incidentOfPage("ticket-1")).isEmpty();
    }

    @Test
    void a_page_gets_exactly_one_incident_over_any_number_of_restarts() {
        // The page was recorded and then the process died: nobody had opened its incident.
        log.append(List.of(Story.page("02:43:30")));
        for (int restart = 0; restart < 3; restart++) {
            try (Postmortems again = open()) {
                again.start();
                eventually(() -> again.incidentOfPage("page-1").isPresent());
            }
        }
        log.append(List.of(Story.page("02:43:30")));
        postmortems.start();
        log.append(List.of(Story.page("02:46:00", "page-2", "payment", PageEvent.Severity.PAGE)));
        eventually(() -> postmortems.incidentOfPage("page-2").isPresent());
        assertThat(recorded(IncidentOpened.class))
                .extracting(IncidentOpened::pageId)
                .containsExactly("page-1", "page-2");
        assertThat(recorded(PageJoined.class)).isEmpty();
    }

    @Test
    void evidence_is_recorded_once_and_a_failing_source_is_asked_again() {
        sources.findings.add(TestingSources.SLOW_DISK);
        sources.failures.set(3);
        postmortems.start();
        log.append(List.of(Story.page("02:43:30")));
        eventually(() -> theIncident().evidence().size() == 1);
        sources.findings.add(TestingSources.SLOW_WRITES);
        eventually(() -> theIncident().evidence().size() == 2);
        assertThat(recorded(EvidenceFound.class)).hasSize(2);
    }

    @Test
    void the_timeline_holds_fault_alert_page_acknowledgement_and_resolution_in_order() {
        Incident incident = night();
        assertThat(incident.state()).isEqualTo(Incident.State.RESOLVED);
        assertThat(incident.timeline())
                .extracting(entry -> entry.at().toString().substring(11, 19) + " "
                        + entry.kind().label() + ": " + entry.text())
                .containsExactly(
                        "02:20:00 change: deploy: 2.4.1",
                        "02:41:00 evidence: checkout-availability began to burn its budget faster than allowed",
                        "02:41:10 evidence: checkout-7 writes to sda in 212 ms, its peers in 4 ms",
                        "02:41:30 log-burst: 210 warn lines a minute, usually 1; such as: slow write | sda",
                        "02:42:30 alert: CheckoutBurnsBudget pending: its expression holds, value 14.4",
                        "02:43:30 alert: CheckoutBurnsBudget fires, value 14.4",
                        "02:43:30 page: page: checkout burns its budget 14x",
                        "02:43:30 incident: incident opened by the page",
                        "02:43:31 page: paged ada",
                        "02:43:31 delivery: page accepted: webhook to ada",
                        "02:45:00 ack: page acknowledged",
                        "02:47:00 note: moved temporary files to sdb",
                        "02:58:00 alert: CheckoutBurnsBudget is over",
                        "02:58:00 page: page closed: the alert is over",
                        "03:05:00 resolve: incident resolved: Moved the journal to sdb.");
        assertThat(incident.timeline()).extracting(TimelineEntry::offset).allMatch(offset -> offset > 0);
    }

    @Test
    void the_measures_come_from_the_data() {
        assertThat(night().measures())
                .extracting(Measure::name, Measure::duration)
                .containsExactly(
                        tuple("time to detect", Duration.ofSeconds(150)),
                        tuple("page latency", Duration.ofSeconds(1)),
                        tuple("time to acknowledge", Duration.ofSeconds(89)),
                        tuple("time to mitigate", Duration.ofMinutes(14)),
                        tuple("time to resolve", Duration.ofMinutes(24)));
    }

    @Test
    void the_cause_is_suspected_first_then_what_follows_from_it_then_a_change_long_ago() {
        assertThat(night().suspects())
                .extracting(Suspect::text)
                .containsExactly(
                        "checkout-7 writes to sda in 212 ms, its peers in 4 ms",
                        "210 warn lines a minute, usually 1; such as: slow write | sda",
                        "deploy 2.4.1, 21 min before it began");
    }

    @Test
    void a_change_right_before_it_began_is_the_first_suspect() {
        sources.findings.add(TestingSources.SLOW_WRITES);
        postmortems.record(Story.deploy("02:41:00", "deploy-1"));
        postmortems.start();
        log.append(List.of(Story.page("02:43:30")));
        eventually(() -> !theIncident().evidence().isEmpty());
        assertThat(theIncident().suspects())
                .first()
                .extracting(Suspect::text)
                .isEqualTo("deploy 2.4.1, 30 s before it began");
    }

    @Test
    void a_change_that_came_within_the_blur_of_the_onset_is_suspected_too() {
        sources.findings.add(TestingSources.SLOW_WRITES);
        postmortems.record(Story.deploy("02:41:45", "deploy-1"));
        postmortems.start();
        log.append(List.of(Story.page("02:43:30")));
        eventually(() -> !theIncident().evidence().isEmpty());
        assertThat(theIncident().suspects()).first().extracting(Suspect::text).isEqualTo("deploy 2.4.1, as it began");
    }

    @Test
    void a_postmortem_is_mostly_written_when_it_is_drafted() throws Exception {
        Incident incident = night();
        Postmortem drafted = postmortems.draft(incident.incidentId(), "ada");
        postmortems.addActionItem(drafted.postmortemId(), "ada", "Alert on disk write time", "grace", "2026-03-15");
        postmortems.addActionItem(drafted.postmortemId(), "ada", "Replace sda", "", "");
        postmortems.closeActionItem(drafted.postmortemId(), "ai-2", "lin");
        Postmortem complete = postmortems.edit(drafted.postmortemId(), "ada", "lucky", "It was Sunday.");
        assertThat(postmortems.incident(incident.incidentId()).orElseThrow().postmortemId())
                .isEqualTo(drafted.postmortemId());
        assertThat(complete.openActionItems()).isEqualTo(1);
        try (InputStream golden = PostmortemsTest.class.getResourceAsStream("/postmortem.md")) {
            assertThat(complete.markdown())
                    .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8)
                            .replace("INCIDENT", incident.incidentId()));
        }
    }

    @Test
    void a_draft_stays_as_it_was_and_is_written_once() {
        Incident incident = night();
        Postmortem drafted = postmortems.draft(incident.incidentId(), "ada");
        postmortems.note(incident.incidentId(), "lin", "afterthought");
        assertThat(postmortems.draft(incident.incidentId(), "lin")).isEqualTo(drafted);
        assertThat(postmortems.postmortems()).containsExactly(drafted);
    }

    @Test
    void people_declare_what_no_alert_saw_and_the_document_says_so() {
        String id = postmortems.declare("payment", "Cards are charged twice", "lin");
        assertThat(postmortems.acknowledge(id, "lin").state()).isEqualTo(Incident.State.ACKNOWLEDGED);
        postmortems.resolve(id, "lin", "");
        Postmortem drafted = postmortems.draft(id, "lin");
        assertThat(text(drafted, Section.DETECTION))
                .isEqualTo("No alert saw it: lin declared it. _Which rule would have noticed?_");
        assertThat(text(drafted, Section.WENT_WRONG)).startsWith("- No alert saw it.\n");
        assertThat(text(drafted, Section.CAUSES)).startsWith("Nothing in the data stood out.");
    }

    private static String text(Postmortem postmortem, Section section) {
        return postmortem.sections().stream()
                .filter(text -> text.section() == section)
                .findFirst()
                .orElseThrow()
                .markdown();
    }

    @Test
    void the_same_change_again_is_the_same_change() {
        assertThat(postmortems.record(Story.deploy("02:20:00", "deploy-1"))).isTrue();
        assertThat(postmortems.record(Story.deploy("02:20:05", "deploy-1"))).isFalse();
        assertThat(postmortems.changes("checkout", at("02:00:00"), at("03:00:00")))
                .containsExactly(Story.deploy("02:20:00", "deploy-1"));
        assertThat(postmortems.changes("payment", at("02:00:00"), at("03:00:00")))
                .isEmpty();
        assertThat(postmortems.changes("", at("02:20:00"), at("02:20:01"))).hasSize(1);
        assertThat(postmortems.changes("", at("02:00:00"), at("02:20:00"))).isEmpty();
    }

    @Test
    void commands_that_cannot_be_carried_out_say_why_and_record_nothing() {
        String id = postmortems.declare("checkout", "Slow", "ada");
        long before = log.lastOffset();
        refused(
                () -> postmortems.declare("checkout", "Slow too", "lin"),
                RefusedException.Reason.CONFLICT,
                "incident " + id + " of checkout is open already; add a note to it, or resolve it");
        refused(
                () -> postmortems.declare("payment", " ", "lin"),
                RefusedException.Reason.INVALID,
                "an incident needs a title: what do users notice?");
        refused(
                () -> postmortems.note("inc-0", "ada", "x"),
                RefusedException.Reason.UNKNOWN,
                "there is no incident \"inc-0\"");
        refused(() -> postmortems.note(id, "ada", "  "), RefusedException.Reason.INVALID, "the note is empty");
        refused(
                () -> postmortems.draft(id, "ada"),
                RefusedException.Reason.CONFLICT,
                "incident " + id + " is still open; resolve it first, then draft its postmortem");
        refused(
                () -> postmortems.edit("pm-0", "ada", "blame", "x"),
                RefusedException.Reason.INVALID,
                "a postmortem has no section \"blame\"; there are summary, impact, causes, detection, resolution, "
                        + "went-well, went-wrong, lucky");
        refused(
                () -> postmortems.addActionItem("pm-0", "ada", "x", "ada", "soon"),
                RefusedException.Reason.INVALID,
                "due \"soon\" is not a date; write it as 2026-03-31");
        refused(
                () -> postmortems.closeActionItem("pm-0", "ai-1", "ada"),
                RefusedException.Reason.UNKNOWN,
                "there is no postmortem \"pm-0\"");
        assertThat(log.lastOffset()).isEqualTo(before);
    }

    @Test
    void acknowledging_and_resolving_twice_changes_nothing() {
        String id = postmortems.declare("checkout", "Slow", "ada");
        postmortems.acknowledge(id, "ada");
        postmortems.acknowledge(id, "lin");
        postmortems.resolve(id, "ada", "done");
        long before = log.lastOffset();
        assertThat(postmortems.resolve(id, "lin", "again").resolvedBy()).isEqualTo("ada");
        assertThat(log.lastOffset()).isEqualTo(before);
        refused(
                () -> postmortems.acknowledge(id, "lin"),
                RefusedException.Reason.CONFLICT,
                "incident " + id + " is resolved and cannot be acknowledged; declare a new one");
        assertThat(postmortems.incident(id)).map(Incident::acknowledgedBy).isEqualTo(Optional.of("ada"));
    }

    private static void refused(Runnable command, RefusedException.Reason reason, String message) {
        assertThatThrownBy(command::run).isInstanceOfSatisfying(RefusedException.class, refusal -> {
            assertThat(refusal.reason()).isEqualTo(reason);
            assertThat(refusal).hasMessage(message);
        });
    }
}
