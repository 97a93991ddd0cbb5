package dev.nightjar.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightjar.alerting.Alerting;
import dev.nightjar.alerting.AlertingConfig;
import dev.nightjar.alerting.notify.IncomingAlert;
import dev.nightjar.alerting.routing.MatcherText;
import dev.nightjar.model.Labels;
import dev.nightjar.testkit.InMemoryEventLog;
import dev.nightjar.testkit.InMemorySeriesStore;
import dev.nightjar.testkit.TestingClock;
import dev.nightjar.web.api.NoticeDocuments.NoticeLine;
import dev.nightjar.web.api.RouteDocuments.RouteExplanation;
import dev.nightjar.web.api.RouteDocuments.RouteLook;
import dev.nightjar.web.api.RouteDocuments.RouteTarget;
import dev.nightjar.web.api.SilenceDocuments.SilenceDocument;
import dev.nightjar.web.http.HttpProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Silences, groups and routes as the interface sees them, with the real alert engine behind. */
class AlertingNoticesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T02:41:00Z");

    /** Nobody listens at the webhook's port: it is the one that is never given out. */
    private static final String TREE = """
            route:
              receiver: nightjar
              routes:
                - matchers: [team="db"]
                  receiver: db
                  group_by: [alertname]
                  group_wait: 10s
                - matchers: [severity="ticket"]
                  receiver: nightjar
            receivers:
              - name: nightjar
              - name: db
                webhook_configs: [{url: 'http://127.0.0.1:1/'}]
            """;

    private final TestingClock clock = new TestingClock(NOW);
    private Alerting alerting;
    private AlertingNotices notices;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("alertmanager.yml"), TREE);
        alerting = Alerting.prepare(
                        AlertingConfig.DEFAULTS.withDefinitions(folder).withSettle(Duration.ZERO),
                        new InMemoryEventLog(),
                        (language, text) -> instant -> List.of(),
                        new InMemorySeriesStore(),
                        clock,
                        new Random(1))
                .open();
        notices = new AlertingNotices(alerting, clock);
    }

    @AfterEach
    void close() {
        alerting.close();
    }

    private void fire(String... labels) {
        alerting.notifications()
                .receive(List.of(new IncomingAlert(Labels.of(labels), Map.of("summary", "it is slow"), NOW, null, "")));
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            clock.advance(Duration.ofSeconds(1));
            alerting.deliver(clock.instant());
        }
    }

    private SilenceDocument silence(String body) throws IOException {
        JsonNode read = new ObjectMapper().readTree(body.replace('\'', '"'));
        return notices.save(SilenceBody.wish(read, "ana", clock.instant()));
    }

    private static String until(Duration time) {
        return Long.toString(NOW.plus(time).toEpochMilli());
    }

    @Test
    void a_silence_is_made_in_the_name_of_who_asks_and_says_what_it_holds() throws IOException {
        fire("alertname", "Slow", "team", "db");
        SilenceDocument made = silence("{'matchers':[{'name':'team','op':'=~','value':'d.*'}],'endsMillis':"
                + until(Duration.ofHours(3)) + ",'comment':'disks are changed','createdBy':'root',"
                + "'recurrence':{'every':'week','zone':'Europe/Berlin'},'endWhenQuietSeconds':7200}");

        assertThat(made.createdBy()).isEqualTo("ana");
        assertThat(made.state()).isEqualTo("active");
        assertThat(made.holds()).isEqualTo(1);
        assertThat(made.matchers()).containsExactly(new SilenceDocuments.SilenceMatcher("team", "=~", "d.*"));
        assertThat(made.recurrence()).isEqualTo(new SilenceDocuments.SilenceRecurrence("week", "Europe/Berlin", null));
        assertThat(made.remindBeforeSeconds()).as("three hours remind").isEqualTo(1800);
        assertThat(notices.silences()).containsExactly(made);
    }

    @Test
    void a_silence_is_made_longer_under_its_id_and_ended_by_somebody() throws IOException {
        String matchers = "{'matchers':[{'name':'team','value':'db'}],'comment':'disks','startsMillis':"
                + NOW.toEpochMilli() + ",'endsMillis':";
        SilenceDocument made = silence(matchers + until(Duration.ofHours(1)) + "}");
        pass(60);
        SilenceDocument longer =
                silence(matchers + until(Duration.ofHours(2)) + ",'silenceId':'" + made.silenceId() + "'}");
        assertThat(longer.silenceId()).isEqualTo(made.silenceId());
        assertThat(longer.endsMillis() - made.endsMillis()).isEqualTo(3_600_000);

        SilenceDocument ended = notices.expire(made.silenceId(), "bo");
        assertThat(ended.state()).isEqualTo("expired");
        assertThat(ended.expiredBy()).contains("bo");
        assertThatThrownBy(() -> notices.expire("nowhere", "bo"))
                .isInstanceOf(HttpProblem.class)
                .hasMessageContaining("there is no silence \"nowhere\"");
    }

    @Test
    void what_cannot_be_a_silence_is_refused_with_the_reason() {
        for (Map.Entry<String, String> each : Map.of(
                        "{'matchers':[{'name':'a','value':'b'}],'comment':'x'}",
                        "endsMillis",
                        "{'matchers':[],'comment':'x','endsMillis':" + until(Duration.ofHours(1)) + "}",
                        "at least one matcher",
                        "{'matchers':[{'name':'a','op':'~','value':'b'}],'comment':'x','endsMillis':1}",
                        "no operator",
                        "{'matchers':[{'name':'a','value':'b'}],'endsMillis':1}",
                        "comment",
                        "{'matchers':[{'name':'a','value':'b'}],'comment':'x','endsMillis':1}",
                        "start time")
                .entrySet()) {
            assertThatThrownBy(() -> silence(each.getKey()))
                    .as(each.getKey())
                    .isInstanceOf(HttpProblem.class)
                    .hasMessageContaining(each.getValue());
        }
    }

    @Test
    void a_preview_says_what_fires_and_what_would_not_have_paged() {
        fire("alertname", "Slow", "team", "db");
        fire("alertname", "Slow", "team", "shop", "service", "checkout", "severity", "page");
        pass(40);
        assertThat(alerting.pages()).hasSize(1);

        HistoryDocuments.Preview shop = notices.preview(MatcherText.parse("team=\"shop\""));
        assertThat(shop.count()).isEqualTo(1);
        assertThat(shop.pageCount()).isEqualTo(1);
        assertThat(shop.pages())
                .singleElement()
                .satisfies(page -> assertThat(page.service()).isEqualTo("checkout"));
        HistoryDocuments.Preview db = notices.preview(MatcherText.parse("team=\"db\""));
        assertThat(db.count()).isEqualTo(1);
        assertThat(db.pageCount()).isZero();
        assertThat(db.pagesInAll()).isEqualTo(1);
    }

    @Test
    void a_receiver_that_is_not_reached_shows_attempts_and_the_reason() throws IOException {
        fire("alertname", "Slow", "team", "db");
        silence("{'matchers':[{'name':'team','value':'other'}],'comment':'x','endsMillis':" + until(Duration.ofHours(1))
                + "}");
        pass(12);
        NoticeDocuments.Notices found = notices.notices();
        assertThat(found.fromFile()).isTrue();
        assertThat(found.receivers())
                .containsExactly(
                        new NoticeDocuments.NoticeReceiver("db", List.of("webhook[0]"), false),
                        new NoticeDocuments.NoticeReceiver("nightjar", List.of(), true));
        assertThat(found.groups())
                .filteredOn(group -> group.receiver().equals("db"))
                .singleElement()
                .satisfies(group -> {
                    assertThat(group.labels()).isEqualTo(Map.of("alertname", "Slow"));
                    assertThat(group.alerts())
                            .singleElement()
                            .satisfies(alert -> assertThat(alert.heldBy()).isEmpty());
                    NoticeLine line = group.lines().getFirst();
                    assertThat(line.integration()).isEqualTo("webhook[0]");
                    assertThat(line.lastMillis()).isNull();
                    assertThat(line.sending()).isNotNull().satisfies(sending -> {
                        assertThat(sending.attempts()).isPositive();
                        assertThat(sending.detail()).isNotEmpty();
                        assertThat(sending.reason()).isEqualTo("first");
                    });
                });
    }

    @Test
    void an_alert_s_way_is_explained_route_by_route() throws IOException {
        silence("{'matchers':[{'name':'team','value':'db'}],'comment':'x','endsMillis':" + until(Duration.ofHours(1))
                + "}");
        RouteExplanation db = notices.route(Labels.of("team", "db"));
        assertThat(db.steps())
                .extracting(RouteLook::depth, RouteLook::outcome, RouteLook::matchers)
                .first()
                .isEqualTo(org.assertj.core.groups.Tuple.tuple(0, "entered", ""));
        assertThat(db.targets()).extracting(RouteTarget::receiver).containsExactly("db");
        assertThat(db.targets().getFirst().waitSeconds()).isEqualTo(10);
        assertThat(db.silencedBy()).hasSize(1);

        RouteExplanation ticket = notices.route(Labels.of("severity", "ticket", "service", "checkout"));
        assertThat(ticket.steps()).extracting(RouteLook::outcome).containsExactly("entered", "passed_by", "took");
        assertThat(ticket.targets()).extracting(RouteTarget::people).containsExactly(List.of("everyone"));
        assertThat(ticket.silencedBy()).isEmpty();
    }
}
