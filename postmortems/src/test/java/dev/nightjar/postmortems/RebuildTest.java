package dev.nightjar.postmortems;

import static dev.nightjar.postmortems.Story.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.event.AlertEvent.State;
import dev.nightjar.model.event.Event;
import dev.nightjar.model.event.IncidentEvent.EvidenceFound;
import dev.nightjar.model.event.IncidentEvent.ImpactMeasured;
import dev.nightjar.model.event.IncidentEvent.IncidentAcknowledged;
import dev.nightjar.model.event.IncidentEvent.IncidentNoted;
import dev.nightjar.model.event.IncidentEvent.IncidentOpened;
import dev.nightjar.model.event.IncidentEvent.IncidentResolved;
import dev.nightjar.model.event.IncidentEvent.PageJoined;
import dev.nightjar.model.event.PageEvent;
import dev.nightjar.model.event.PostmortemEvent.ActionItemAdded;
import dev.nightjar.model.event.PostmortemEvent.ActionItemClosed;
import dev.nightjar.model.event.PostmortemEvent.PostmortemDrafted;
import dev.nightjar.model.event.PostmortemEvent.PostmortemEdited;
import dev.nightjar.testkit.InMemoryEventLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Any journal, however odd, gives the same view whether it was followed live, caught up with, or read at once. */
class RebuildTest {
    private Random random = new Random(0);

    @RepeatedTest(40)
    void a_view_rebuilt_at_any_offset_is_the_view_that_followed(RepetitionInfo repetition) {
        random = new Random(repetition.getCurrentRepetition());
        InMemoryEventLog log = new InMemoryEventLog();
        LogView followed = new LogView();
        LogView late = new LogView();
        int joinsAt = random.nextInt(60);
        log.subscribe(followed);
        for (int i = 0; i < 60; i++) {
            if (i == joinsAt) {
                log.subscribe(late);
                late.catchUp(log);
            }
            log.append(someEvents());
            if (i % 10 == 0) {
                assertThat(shown(rebuilt(log))).isEqualTo(shown(followed));
            }
        }
        assertThat(shown(late)).isEqualTo(shown(followed)).isEqualTo(shown(rebuilt(log)));
    }

    private static LogView rebuilt(InMemoryEventLog log) {
        LogView view = new LogView();
        view.catchUp(log);
        return view;
    }

    private static List<Object> shown(LogView view) {
        return view.ask(books -> List.of(
                books.incidents().incidents(),
                books.incidents().pagesWithoutIncident(),
                books.postmortems().postmortems(),
                books.changes().of("", Instant.EPOCH, null)));
    }

    private List<Event> someEvents() {
        List<Event> events = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            events.add(someEvent());
        }
        return events;
    }

    private State anyOf(State... states) {
        return List.of(states).get(random.nextInt(states.length));
    }

    private Event someEvent() {
        Instant time = at("02:00:00").plusSeconds(random.nextInt(7200));
        String incident = "inc-" + random.nextInt(4);
        String page = "page-" + random.nextInt(4);
        String postmortem = "pm-" + random.nextInt(3);
        String service = random.nextBoolean() ? "checkout" : "payment";
        return switch (random.nextInt(16)) {
            case 0 ->
                Story.page(
                        "02:43:30",
                        page,
                        service,
                        random.nextInt(4) > 0 ? PageEvent.Severity.PAGE : PageEvent.Severity.TICKET);
            case 1 -> Story.alert("02:42:30", State.INACTIVE, anyOf(State.PENDING, State.FIRING, State.INACTIVE));
            case 2 -> Story.acknowledged("02:50:00");
            case 3 -> Story.sent("02:43:31").get(random.nextInt(3));
            case 4 -> Story.over("02:58:00");
            case 5 -> Story.deploy("02:20:00", "deploy-" + random.nextInt(5));
            case 6 -> new IncidentOpened(time, incident, random.nextBoolean() ? page : null, service, "trouble", "");
            case 7 -> new PageJoined(time, incident, page);
            case 8 -> new IncidentAcknowledged(time, incident, "ada");
            case 9 -> new IncidentNoted(time, incident, "ada", "note " + random.nextInt());
            case 10 ->
                new EvidenceFound(
                        time, time, incident, "deviation", service, "i-" + random.nextInt(2), "disk", "odd", "", 3);
            case 11 -> new ImpactMeasured(time, time, incident, "slo", random.nextBoolean() ? time : null, 0.1, 1, 2);
            case 12 -> new IncidentResolved(time, incident, "ada", "done");
            case 13 -> new PostmortemDrafted(time, postmortem, incident, "ada", Map.of("summary", "s"), Map.of());
            case 14 -> new PostmortemEdited(time, postmortem, "lin", "impact", "text " + random.nextInt());
            default ->
                random.nextBoolean()
                        ? new ActionItemAdded(time, postmortem, "ai-" + random.nextInt(3), "ada", "fix", "lin", "")
                        : new ActionItemClosed(time, postmortem, "ai-" + random.nextInt(3), "lin");
        };
    }
}
