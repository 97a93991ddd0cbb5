package dev.nightjar.alerting;

import static dev.nightjar.alerting.rules.TestingExpressions.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.alerting.history.HistoryEntry;
import dev.nightjar.alerting.history.HistoryQuestion;
import dev.nightjar.alerting.notify.IncomingAlert;
import dev.nightjar.alerting.paging.NoiseReport;
import dev.nightjar.alerting.paging.Page;
import dev.nightjar.alerting.rules.Sample;
import dev.nightjar.alerting.silence.Recurrence;
import dev.nightjar.alerting.silence.SilenceResult;
import dev.nightjar.alerting.silence.SilenceWish;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.event.PageEvent.PageEscalated;
import dev.nightjar.model.event.PageEvent.PageOpened;
import dev.nightjar.model.event.PageEvent.PageReleased;
import dev.nightjar.model.event.SilenceEvent.SilenceExpired;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds pages back, brings them together, gives them back, and what they were worth. */
class PagingTest {
    private static final String ON_CALL = """
            people:
              ana: {contacts: [{inbox: }]}
              ben: {contacts: [{inbox: }]}
            policies:
              shop:
                steps:
                  - {notify: [ana], delay: 2m}
                  - {notify: [ben], delay: 2m}
              night: {steps: [{notify: [ben], delay: 2m}]}
            """;

    private Room room;

    @BeforeEach
    void open(@TempDir Path folder) {
        room = new Room(folder, Room.RULES, ON_CALL);
    }

    private void slow(String service, String instance) {
        room.expressions.answer("latency > 1", sample(3, "service", service, "instance", instance));
    }

    private void fine() {
        room.expressions.answer("latency > 1");
    }

    private Page page() {
        return room.alerting.pages().getFirst();
    }

    private String silence(Duration length, Matcher matcher) {
        Instant now = room.clock.instant();
        return ((SilenceResult.Saved) room.alerting
                        .notifications()
                        .silence(new SilenceWish(
                                "",
                                List.of(matcher),
                                now,
                                now.plus(length),
                                "ana",
                                "testing",
                                null,
                                Duration.ZERO,
                                Duration.ZERO)))
                .id();
    }

    private static IncomingAlert received(String name, String... labels) {
        return new IncomingAlert(
                Labels.of(labels).with("alertname", name), Map.of("summary", name + " is so"), null, null, "");
    }

    @Test
    void a_silenced_alert_wakes_nobody_until_its_silence_is_over_also_through_a_restart() {
        silence(Duration.ofMinutes(5), Matcher.equal("service", "checkout"));
        slow("checkout", "a");
        room.pass(100);
        room.killAndStart(10);
        room.pass(100);
        assertThat(room.alerting.alerts()).hasSize(1);
        assertThat(room.alerting.pages()).isEmpty();
        room.pass(92);
        assertThat(room.alerting.pages()).hasSize(1);
    }

    @Test
    void eighty_machines_are_one_page_that_lists_eighty() {
        room.expressions.answer(
                "latency > 1",
                IntStream.range(0, 80)
                        .mapToObj(i -> sample(3, "service", "s" + i, "instance", "m" + i, "rack", "r7"))
                        .toArray(Sample[]::new));
        room.pass(60);
        assertThat(room.alerting.pages()).hasSize(1);
        assertThat(page().alerts())
                .hasSize(80)
                .extracting(labels -> labels.get("instance"))
                .contains("m0", "m79");
        assertThat(page().opened().summary()).isEqualTo("Slow on 80 instances of rack r7: m0, m1, m2 and 77 more");
        assertThat(room.alerting.inbox()).hasSize(1);
        assertThat(room.alerting.openPage(page().opened().rule(), "s42")).contains(page());
        room.expressions.answer("latency > 1", sample(3, "service", "s5", "instance", "m5", "rack", "r7"));
        room.pass(20);
        assertThat(page().state()).isEqualTo(Page.State.OPEN);
        fine();
        room.pass(20);
        assertThat(page().state()).isEqualTo(Page.State.RESOLVED);
    }

    @Test
    void what_comes_and_goes_stays_one_page_and_says_so() {
        for (int i = 0; i < 10; i++) {
            slow("checkout", "a");
            room.pass(50);
            fine();
            room.pass(20);
        }
        assertThat(room.events(PageOpened.class)).hasSize(3);
        assertThat(page().opened().description())
                .isEqualTo("A request takes 3 s. It comes and goes: this is page 3 within an hour. It stays open until"
                        + " nothing has fired for 15 min.");
        room.pass(14 * 60);
        assertThat(page().state()).isEqualTo(Page.State.OPEN);
        room.pass(2 * 60);
        assertThat(page().state()).isEqualTo(Page.State.RESOLVED);
    }

    @Test
    void an_acknowledgement_for_a_time_ends_with_it_and_others_are_called() {
        slow("checkout", "a");
        room.pass(45);
        assertThat(room.alerting.acknowledge(page().id(), "ana", Duration.ofMinutes(10)))
                .isInstanceOf(CommandResult.Done.class);
        room.pass(9 * 60);
        room.killAndStart(20);
        assertThat(page().state()).isEqualTo(Page.State.ACKNOWLEDGED);
        room.pass(45);
        assertThat(page().state()).isEqualTo(Page.State.OPEN);
        assertThat(page().called()).containsExactly("ana", "ben");
        assertThat(room.events(PageReleased.class)).hasSize(1);
        room.pass(121);
        assertThat(room.alerting.acknowledge(page().id(), "ben")).isInstanceOf(CommandResult.Done.class);
        assertThat(room.alerting.release(page().id(), "ben")).isInstanceOf(CommandResult.Done.class);
        assertThat(room.events(PageEscalated.class).getLast().people())
                .as("after the last the first again")
                .containsExactly("ana");
    }

    @Test
    void a_received_alert_pages_by_its_severity_where_no_routes_are() {
        room.alerting
                .notifications()
                .receive(List.of(
                        received("Down", "severity", "critical", "service", "shop"),
                        received("Full", "severity", "warning", "service", "shop")));
        room.pass(2);
        assertThat(room.alerting.pages())
                .extracting(page -> page.opened().summary())
                .containsExactly("Down is so");
        room.killAndStart(60);
        room.pass(100);
        assertThat(page().state()).isEqualTo(Page.State.OPEN);
        room.pass(300);
        assertThat(page().state()).as("it was not heard of again").isEqualTo(Page.State.RESOLVED);
    }

    @Test
    void a_route_to_nightjar_pages_by_the_policy_it_names() {
        room.write("alertmanager.yml", """
                route:
                  receiver: nobody
                  routes: [{matchers: [team="db"], receiver: nightjar/night}]
                receivers: [{name: nobody}, {name: nightjar/night}]
                """);
        room.alerting.reload();
        room.alerting
                .notifications()
                .receive(List.of(
                        received("Down", "severity", "critical"), received("Full", "severity", "info", "team", "db")));
        room.pass(2);
        assertThat(room.alerting.pages()).hasSize(1);
        assertThat(page().opened().summary()).isEqualTo("Full is so");
        assertThat(page().called()).containsExactly("ben");
    }

    @Test
    void a_silence_about_to_end_raises_an_alert_of_its_own_if_it_holds_something_back() {
        Instant now = room.clock.instant();
        room.alerting
                .notifications()
                .silence(new SilenceWish(
                        "",
                        List.of(Matcher.equal("service", "checkout")),
                        now,
                        now.plus(Duration.ofHours(2)),
                        "ana",
                        "disks are changed",
                        null,
                        Duration.ZERO,
                        null));
        slow("checkout", "a");
        room.pass(90 * 60 + 2);
        assertThat(room.alerting.notifications().alerts()).anySatisfy(alert -> {
            assertThat(alert.labels().get("alertname")).isEqualTo("SilenceEnding");
            assertThat(alert.annotations().get("summary"))
                    .startsWith("The silence of ana ends at ")
                    .endsWith("1 alert that it holds back still fires");
        });
    }

    private void silence(Duration length, @Nullable Recurrence recurrence, Duration quiet) {
        Instant now = room.clock.instant();
        room.alerting
                .notifications()
                .silence(new SilenceWish(
                        "",
                        List.of(Matcher.equal("service", "checkout")),
                        now,
                        now.plus(length),
                        "ana",
                        "the nightly backup",
                        recurrence,
                        quiet,
                        Duration.ZERO));
    }

    @Test
    void a_silence_that_comes_back_holds_back_each_night_and_not_in_between() {
        silence(
                Duration.ofMinutes(10),
                new Recurrence(Recurrence.Every.DAY, ZoneId.of("Europe/Berlin"), null),
                Duration.ZERO);
        slow("checkout", "a");
        room.pass(9 * 60);
        assertThat(room.alerting.pages()).isEmpty();
        room.pass(2 * 60);
        assertThat(room.alerting.pages()).hasSize(1);
        fine();
        room.pass(60);
        assertThat(page().state()).isEqualTo(Page.State.RESOLVED);

        room.killAndStart((int) Duration.ofDays(1).minusMinutes(12).toSeconds());
        slow("checkout", "a");
        room.pass(9 * 60);
        assertThat(room.alerting.alerts()).hasSize(1);
        assertThat(room.alerting.pages()).as("the silence of the next night").hasSize(1);
        room.pass(2 * 60);
        assertThat(room.alerting.pages()).hasSize(2);
    }

    @Test
    void a_silence_that_nothing_matches_any_more_ends_and_what_fires_then_pages() {
        silence(Duration.ofHours(3), null, Duration.ofMinutes(20));
        slow("checkout", "a");
        room.pass(30 * 60);
        assertThat(room.alerting.pages()).as("something matches").isEmpty();
        assertThat(room.events(SilenceExpired.class)).isEmpty();
        fine();
        room.pass(21 * 60);
        assertThat(room.events(SilenceExpired.class))
                .singleElement()
                .extracting(SilenceExpired::reason)
                .isEqualTo("nothing has matched it for 20 min");
        slow("checkout", "a");
        room.pass(60);
        assertThat(room.alerting.pages()).hasSize(1);
    }

    @Test
    void the_history_is_searched_by_service_person_and_words_and_goes_on_where_it_was() {
        slow("checkout", "a");
        room.pass(45);
        room.alerting.acknowledge(page().id(), "ana");
        room.alerting.judge(page().id(), "ana", false, "known");
        fine();
        room.pass(20);
        assertThat(search("", "checkout", "", "", 100))
                .extracting(HistoryEntry::kind)
                .containsSubsequence("resolved", "over", "noise", "acknowledged", "paged", "fired");
        assertThat(search("", "", "ana", "", 100))
                .isNotEmpty()
                .allMatch(entry -> entry.person().equals("ana"));
        assertThat(search("", "", "", "slow paged", 100)).hasSize(1);
        assertThat(search("", "other", "", "", 100)).isEmpty();

        assertThat(room.alerting
                        .history(new HistoryQuestion(
                                Set.of("noise", "paged"),
                                "",
                                "checkout",
                                "",
                                "",
                                "",
                                Instant.EPOCH,
                                Room.START.plus(Duration.ofDays(1)),
                                Long.MAX_VALUE,
                                100))
                        .entries())
                .extracting(HistoryEntry::kind)
                .containsExactly("noise", "paged");

        var first = room.alerting.history(question("", "checkout", "", "", Long.MAX_VALUE, 2));
        var second = room.alerting.history(question("", "checkout", "", "", first.next(), 100));
        assertThat(first.entries().size() + second.entries().size())
                .isEqualTo(search("", "checkout", "", "", 100).size());
        assertThat(room.alerting.noise(Room.START, ZoneOffset.UTC))
                .containsExactly(new NoiseReport(page().opened().rule(), 1, 0, 1, 0, 1, 0, 1));
    }

    private List<HistoryEntry> search(String rule, String service, String person, String find, int limit) {
        return room.alerting
                .history(question(rule, service, person, find, Long.MAX_VALUE, limit))
                .entries();
    }

    private static HistoryQuestion question(
            String rule, String service, String person, String find, long before, int limit) {
        return new HistoryQuestion(
                Set.of(),
                rule,
                service,
                "",
                person,
                find,
                Instant.EPOCH,
                Room.START.plus(Duration.ofDays(1)),
                before,
                limit);
    }
}
