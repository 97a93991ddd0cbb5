package dev.nightjar.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.alerting.Alerting;
import dev.nightjar.alerting.AlertingConfig;
import dev.nightjar.alerting.PreparedAlerting;
import dev.nightjar.model.Labels;
import dev.nightjar.model.event.AccessEvent.TokenCreated;
import dev.nightjar.model.event.AlertEvent.AlertTransitioned;
import dev.nightjar.model.event.AlertEvent.State;
import dev.nightjar.model.event.Event;
import dev.nightjar.model.event.IncidentEvent.IncidentOpened;
import dev.nightjar.model.event.Replay;
import dev.nightjar.model.event.StoredEvent;
import dev.nightjar.postmortems.LogView;
import dev.nightjar.postmortems.Postmortems;
import dev.nightjar.postmortems.PostmortemsConfig;
import dev.nightjar.postmortems.incident.Incident;
import dev.nightjar.testkit.InMemoryEventLog;
import dev.nightjar.testkit.InMemorySeriesStore;
import dev.nightjar.testkit.TestingClock;
import dev.nightjar.web.access.TokenBook;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading the journal is what a start with a long history takes: each event is read once, for every view of it. */
class OneReadingTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    /** A token, and what the journal holds of it: the digest of salt and secret. */
    private static final String TOKEN = "njt_0123456789_" + "a".repeat(43);

    private static final TokenCreated CREATED = new TokenCreated(
            NOW.minusSeconds(3),
            "0123456789",
            "ci",
            List.of("gate"),
            "5a17",
            "81f9642bc6b887b1b6ad1471ed044aab443b111ab962989460a6905b323d52a9",
            "ada",
            null);

    @TempDir
    Path folder;

    private final TestingClock clock = new TestingClock(NOW);
    private final CountingLog log = new CountingLog();

    /** Counts the events that are handed out. */
    private static final class CountingLog extends InMemoryEventLog {
        private long read;

        @Override
        public synchronized List<StoredEvent> readAfter(long offset, int limit, Class<? extends Event> kind) {
            List<StoredEvent> events = super.readAfter(offset, limit, kind);
            read += events.size();
            return events;
        }
    }

    private PreparedAlerting alerting() {
        return Alerting.prepare(
                AlertingConfig.DEFAULTS.withDefinitions(folder),
                log,
                (language, text) -> instant -> List.of(),
                new InMemorySeriesStore(),
                clock,
                new Random(1));
    }

    private TokenBook tokens() {
        return TokenBook.unread(log, clock, new Random(2), Runnable::run);
    }

    private Postmortems postmortems(LogView view) {
        return Postmortems.open(
                log,
                view,
                (service, from, until) -> List.of(),
                (service, from, until) -> List.of(),
                (incident, from, until) -> List.of(),
                clock,
                PostmortemsConfig.DEFAULTS);
    }

    private static AlertTransitioned transition(int alert, State from, State to, Instant at) {
        Labels labels = Labels.of("alertname", "Slow", "pod", "pod-" + alert);
        return new AlertTransitioned(at, "r.yml;g;Slow", labels, Map.of(), from, to, at, null, null, 1);
    }

    private void past() {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            Instant at = NOW.minusSeconds(10_000 - i);
            events.add(transition(i, State.INACTIVE, State.FIRING, at));
            events.add(transition(i, State.FIRING, State.INACTIVE, at));
        }
        events.add(transition(0, State.INACTIVE, State.FIRING, NOW.minusSeconds(5)));
        events.add(new IncidentOpened(NOW.minusSeconds(4), "i-1", null, "shop", "nobody can pay", "ada"));
        events.add(CREATED);
        log.append(events);
    }

    @Test
    void a_start_reads_each_event_once_and_every_view_knows_it() throws Exception {
        past();
        long events = log.lastOffset();
        PreparedAlerting prepared = alerting();
        LogView view = new LogView();
        TokenBook tokens = tokens();
        Replay.after(0, log, List.of(prepared, view, tokens));
        assertThat(log.read).isEqualTo(events);

        try (Alerting alerting = prepared.open();
                Postmortems postmortems = postmortems(view)) {
            long ended = log.lastOffset() - events;
            assertThat(ended)
                    .as("ends the alert whose rule is no longer defined")
                    .isPositive();
            assertThat(log.read).as("of those only what was appended meanwhile").isEqualTo(events + ended);
            assertThat(alerting.alerts()).isEmpty();
            assertThat(postmortems.incidents()).extracting(Incident::title).containsExactly("nobody can pay");
            assertThat(tokens.find(TOKEN)).isPresent();
        }
    }

    @Test
    void what_a_view_was_not_told_it_reads_itself() throws Exception {
        past();
        PreparedAlerting prepared = alerting();
        LogView view = new LogView();
        for (StoredEvent event : log.readAfter(0, 1_234)) {
            prepared.appended(List.of(event));
            view.appended(List.of(event));
        }
        try (Alerting alerting = prepared.open();
                Postmortems postmortems = postmortems(view)) {
            assertThat(alerting.alerts()).isEmpty();
            assertThat(postmortems.incidents()).hasSize(1);
        }
    }
}
