package dev.nightjar.web.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightjar.alerting.Alerting;
import dev.nightjar.alerting.AlertingConfig;
import dev.nightjar.model.event.EventsNotStoredException;
import dev.nightjar.testkit.InMemoryEventLog;
import dev.nightjar.testkit.InMemorySeriesStore;
import dev.nightjar.testkit.TestingClock;
import dev.nightjar.web.access.AccessGate;
import dev.nightjar.web.access.ApiTokens;
import dev.nightjar.web.access.Sessions;
import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.http.Reply;
import dev.nightjar.web.http.TestingServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Alertmanager 0.33 answers to the same, tried beside it. */
class AlertmanagerRoutesTest {
    private static final String JSON = "application/json";
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String UNKNOWN = "11111111-1111-4111-8111-111111111111";

    @TempDir
    Path definitions;

    private final TestingClock clock = new TestingClock(NOW);
    private @Nullable TestingServer present;
    private @Nullable Alerting alerting;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(definitions.resolve("alertmanager.yml"), """
                route:
                  receiver: all
                  group_by: [service]
                  routes: [{matchers: [team=db], receiver: db}]
                receivers: [{name: all}, {name: db, labels: {owner: storage}}]
                """);
        Alerting opened = Alerting.prepare(
                        AlertingConfig.DEFAULTS.withDefinitions(definitions).withSettle(Duration.ZERO),
                        new InMemoryEventLog(),
                        (language, text) -> instant -> List.of(),
                        new InMemorySeriesStore(),
                        clock,
                        new Random(1))
                .open();
        alerting = opened;
        present = new TestingServer((router, workers) -> {
            AccessGate gate = new AccessGate(
                    new Sessions(new byte[32], clock, new Random(1)), ApiTokens.none(), AccessGate.Trust.THIS_MACHINE);
            new AlertmanagerRoutes(opened.notifications(), "0.1.0", NOW, clock)
                    .mount(router, gate, new Dispatcher(workers));
        });
    }

    @AfterEach
    void stop() {
        server().close();
        Objects.requireNonNull(alerting).close();
    }

    private TestingServer server() {
        return Objects.requireNonNull(present);
    }

    private HttpResponse<String> post(String path, String body) {
        return server().post("/api/v2/" + path, JSON, body);
    }

    private JsonNode read(String path) throws IOException {
        return new ObjectMapper().readTree(server().get("/api/v2/" + path).body());
    }

    private List<String> names(String path) throws IOException {
        List<String> names = new ArrayList<>();
        read(path).forEach(alert -> names.add(alert.at("/labels/alertname").asText()));
        return names;
    }

    private static String silence(String matcher, String more) {
        return """
                {"matchers": [%s], "startsAt": "2026-03-01T12:00:00Z", "endsAt": "2026-03-01T13:00:00Z",
                 "createdBy": "", "comment": "c"%s}""".formatted(matcher, more);
    }

    @Test
    void receivers_are_asked_for_by_name_and_by_their_labels() throws Exception {
        post("alerts", """
                [{"labels": {"alertname": "A"}}, {"labels": {"alertname": "B", "team": "db"}, "generatorURL": "http://g/"}]""");
        assertThat(server().get("/api/v2/receivers").body())
                .isEqualTo("[{\"name\":\"all\",\"labels\":{\"name\":\"all\"}},"
                        + "{\"name\":\"db\",\"labels\":{\"name\":\"db\",\"owner\":\"storage\"}}]");
        assertThat(names("alerts?receiver=d.*")).containsExactly("B");
        assertThat(names("alerts?receiver_matchers=owner=storage")).containsExactly("B");
        assertThat(names("alerts?receiver_matchers=name!=db")).containsExactly("A");
        assertThat(read("alerts/groups?receiver_matchers=owner=storage")).hasSize(1);
        assertThat(read("alerts?receiver=all").get(0).has("generatorURL")).isFalse();
        assertThat(read("alerts?receiver=db").at("/0/generatorURL").asText()).isEqualTo("http://g/");
    }

    @Test
    void any_word_is_true_or_false() throws Exception {
        post("alerts", "[{\"labels\": {\"alertname\": \"A\"}}]");
        for (String yes : List.of("true", "TRUE", "yes", "1", "")) {
            assertThat(names("alerts?active=" + yes)).as(yes).containsExactly("A");
        }
        for (String no : List.of("false", "no", "0", "maybe")) {
            assertThat(names("alerts?active=" + no)).as(no).isEmpty();
        }
    }

    @Test
    void a_group_lists_its_alerts_as_a_notice_does() throws Exception {
        post("alerts", """
                [{"labels": {"alertname": "B", "severity": "warning"}}, {"labels": {"alertname": "B", "severity": "critical"}},
                 {"labels": {"alertname": "Z", "instance": "a"}}]""");
        List<String> listed = new ArrayList<>();
        read("alerts/groups")
                .at("/0/alerts")
                .forEach(alert -> listed.add(alert.path("labels").toString()));
        assertThat(listed)
                .containsExactly(
                        "{\"alertname\":\"B\",\"severity\":\"critical\"}",
                        "{\"alertname\":\"B\",\"severity\":\"warning\"}",
                        "{\"alertname\":\"Z\",\"instance\":\"a\"}");
    }

    @Test
    void what_does_not_fit_the_api_is_refused_with_a_code() {
        refused(post("alerts", "[{}]"), 422, "{\"code\":602,\"message\":\"0.labels in body is required\"}");
        refused(
                post("silences", silence("", "")),
                422,
                "{\"code\":612,\"message\":\"matchers in body should have at least 1 items\"}");
        refused(
                post("silences", silence("{\"name\": \"a\", \"value\": \"b\"}", "")),
                422,
                "{\"code\":602,\"message\":\"matchers.0.isRegex in body is required\"}");
        refused(
                server().get("/api/v2/silence/nosuch"),
                422,
                "{\"code\":601,\"message\":\"silenceID in path must be of type uuid: \\\"nosuch\\\"\"}");
        refused(
                server().post("/api/v2/alerts", "text/plain", "[]"),
                415,
                "{\"code\":415,\"message\":\"the body must be JSON, found Content-Type \\\"text/plain\\\"\"}");
        refused(post("alerts", "[{\"labels\": {\"\": \"x\"}}]"), 400, "\"invalid label set: invalid name \\\"\\\"\"");
        refused(server().delete("/api/v2/silence/" + UNKNOWN), 404, "");
    }

    @Test
    void other_methods_are_not_allowed_and_those_that_are_are_named() {
        HttpResponse<String> answer = server().delete("/api/v2/alerts");
        refused(answer, 405, "{\"code\":405,\"message\":\"method DELETE is not allowed, but [GET,POST] are\"}");
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET, POST");
        refused(
                post("silence/" + UNKNOWN, "{}"),
                405,
                "{\"code\":405,\"message\":\"method POST is not allowed, but [GET,DELETE] are\"}");
    }

    private static void refused(HttpResponse<String> answer, int status, String body) {
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    /** As amtool makes them with {@code silence add team!=db --annotation=ticket=OPS-1}, with no author. */
    @Test
    void a_silence_may_say_what_a_label_is_not_and_keeps_annotations() throws Exception {
        String matcher = "{\"name\": \"team\", \"value\": \"db\", \"isRegex\": false, \"isEqual\": false}";
        HttpResponse<String> made = post("silences", silence(matcher, ", \"annotations\": {\"ticket\": \"OPS-1\"}"));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        post(
                "alerts",
                "[{\"labels\": {\"alertname\": \"A\"}}, {\"labels\": {\"alertname\": \"B\", \"team\": \"db\"}}]");
        assertThat(names("alerts?silenced=false")).containsExactly("B");
        JsonNode listed = read("silences?filter=team!=db").get(0);
        assertThat(listed.path("annotations").toString()).isEqualTo("{\"ticket\":\"OPS-1\"}");
        assertThat(read("silences?active=false")).isEmpty();
        assertThat(read("silences?expired=false&pending=false")).hasSize(1);
        server().delete("/api/v2/silence/" + listed.path("id").asText());
        assertThat(read("silences?expired=false")).isEmpty();
        assertThat(read("silences").at("/0/annotations/ticket").asText()).isEqualTo("OPS-1");
    }

    @Test
    void what_the_journal_could_not_store_is_said_with_the_reason() throws Exception {
        Reply reply =
                AlertmanagerRoutes.failure(new EventsNotStoredException("No space left on device", new IOException()));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        reply.body().writeTo(body);
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.headers()).containsEntry("Retry-After", "5");
        assertThat(body.toString(StandardCharsets.UTF_8)).isEqualTo("\"this was not stored: No space left on device\"");
    }
}
