package dev.nightjar.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.alerting.Alerting;
import dev.nightjar.alerting.AlertingConfig;
import dev.nightjar.alerting.ReloadResult;
import dev.nightjar.alerting.rules.Expressions;
import dev.nightjar.alerting.rules.Sample;
import dev.nightjar.model.Labels;
import dev.nightjar.model.sender.SenderReader;
import dev.nightjar.model.target.ScrapeProposals;
import dev.nightjar.model.target.TargetReader;
import dev.nightjar.postmortems.LogView;
import dev.nightjar.postmortems.Postmortems;
import dev.nightjar.postmortems.PostmortemsConfig;
import dev.nightjar.query.QueryValue;
import dev.nightjar.query.promql.PromQl;
import dev.nightjar.query.promql.QueryOptions;
import dev.nightjar.query.running.ActiveQueries;
import dev.nightjar.query.running.SlowQueries;
import dev.nightjar.testkit.InMemoryEventLog;
import dev.nightjar.testkit.InMemoryLogPatterns;
import dev.nightjar.testkit.InMemoryLogStore;
import dev.nightjar.testkit.InMemorySeriesStore;
import dev.nightjar.testkit.TestingClock;
import dev.nightjar.web.access.AccessGate.Trust;
import dev.nightjar.web.access.Origins;
import dev.nightjar.web.access.Sessions;
import dev.nightjar.web.access.TokenBook;
import dev.nightjar.web.access.User;
import dev.nightjar.web.api.NightjarApi;
import dev.nightjar.web.http.TestingServer;
import dev.nightjar.web.loki.TestingLogAdmin;
import dev.nightjar.web.prometheus.ProgramFacts;
import dev.nightjar.web.prometheus.ReloadState;
import dev.nightjar.web.prometheus.ShownConfiguration;
import dev.nightjar.web.prometheus.TestingProcess;
import dev.nightjar.web.prometheus.TestingSeriesAdmin;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything real behind the face, but the stores in memory: a rule fires, pages, is taken and is over. */
class WebRoutesTest {
    private static final String RULES = """
        groups:
          - name: shop
            interval: 10s
            rules:
              - record: service:errors:ratio
                expr: errors
              - alert: TooManyErrors
                expr: errors > 0.05
                labels:
                  severity: page
                annotations:
                  summary: "{{ $labels.service }} fails"
                  runbook_url: https://runbooks.example/errors
        """;

    private static final ProgramFacts PROGRAM = new ProgramFacts(
            "0.1.0",
            Instant.EPOCH,
            Path.of("/srv"),
            "host",
            "30d",
            Map.of(),
            new ShownConfiguration(() -> "", () -> "", () -> ""),
            () -> Labels.EMPTY,
            () -> new ReloadState(Instant.EPOCH, List.of()),
            List::of,
            new TestingProcess());

    @TempDir
    Path definitions;

    private final TestingClock clock = new TestingClock(Instant.ofEpochSecond(1_700_000_000));
    private final InMemoryEventLog events = new InMemoryEventLog();
    private final InMemorySeriesStore series = new InMemorySeriesStore();
    private final InMemoryLogStore logs = new InMemoryLogStore();
    private final Sessions sessions = new Sessions(new byte[32], clock, new Random(1));
    private @Nullable Stage present;

    /** What a test starts and stops. */
    private record Stage(Alerting alerting, Postmortems postmortems, WebRoutes web, TestingServer server) {}

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(definitions.resolve("rules"));
        Files.writeString(definitions.resolve("rules/shop.yml"), RULES);
        PromQl promQl = new PromQl(series, clock);
        Alerting alerting = Alerting.prepare(
                        AlertingConfig.DEFAULTS.withDefinitions(definitions).withSettle(Duration.ZERO),
                        events,
                        expressions(promQl),
                        series,
                        clock,
                        new Random(1))
                .open();
        Postmortems postmortems = Postmortems.open(
                events,
                new LogView(),
                (service, from, until) -> List.of(),
                (service, from, until) -> List.of(),
                (incident, from, until) -> List.of(),
                clock,
                PostmortemsConfig.DEFAULTS);
        SlowQueries slow = new SlowQueries(Duration.ZERO, 10, query -> {});
        WebRoutes web = new WebRoutes(
                new WebRoutes.Sources(
                        new WebRoutes.Metrics(
                                promQl, series, selection -> List.of(), family -> Map.of(), new TestingSeriesAdmin()),
                        new WebRoutes.Logs(logs, logs, new InMemoryLogPatterns(logs), new TestingLogAdmin()),
                        events,
                        alerting,
                        postmortems,
                        TargetReader.NONE,
                        NightjarApi.Lookouts.NONE,
                        SenderReader.NONE,
                        ScrapeProposals.NONE,
                        PROGRAM,
                        new WebRoutes.Queries(new ActiveQueries(clock, slow), slow),
                        () -> {},
                        () -> switch (alerting.reload()) {
                            case ReloadResult.Applied applied -> List.of();
                            case ReloadResult.Refused refused ->
                                refused.problems().stream()
                                        .map(Object::toString)
                                        .toList();
                        }),
                new WebRoutes.Access(
                        sessions,
                        TokenBook.open(events, clock, new Random(2), Runnable::run),
                        Trust.THIS_MACHINE,
                        Origins.NONE,
                        Optional.empty(),
                        true),
                clock,
                command -> Thread.ofVirtual().start(command));
        TestingServer server = new TestingServer((router, workers) -> {
            WebRoutes.protect(router);
            web.mount(router);
        });
        present = new Stage(alerting, postmortems, web, server);
    }

    private static Expressions expressions(PromQl promQl) {
        return (language, text) -> instant -> switch (promQl.prepare(text)
                .instant(instant.toEpochMilli(), QueryOptions.defaults())
                .value()) {
            case QueryValue.InstantVector vector ->
                vector.samples().stream()
                        .map(sample -> new Sample(sample.labels(), sample.value()))
                        .toList();
            case QueryValue.Scalar scalar -> List.of(new Sample(Labels.EMPTY, scalar.value()));
            case QueryValue.Text other -> List.of();
            case QueryValue.RangeMatrix other -> List.of();
        };
    }

    private Stage stage() {
        return Objects.requireNonNull(present);
    }

    @AfterEach
    void stop() {
        stage().web.close();
        stage().server.close();
        stage().postmortems.close();
        stage().alerting.close();
    }

    private void errors(double ratio) {
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofSeconds(10));
            series.put(
                    Labels.of("__name__", "errors", "service", "checkout", "instance", "checkout-1"),
                    clock.millis(),
                    ratio);
            stage().alerting.evaluate(clock.instant());
            stage().alerting.deliver(clock.instant());
        }
    }

    private JsonNode get(String path) {
        HttpResponse<String> response = stage().server.get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return TestingServer.json(response);
    }

    @Test
    void an_alert_is_the_same_on_every_face() {
        errors(0.2);

        JsonNode rules = get("/api/v1/rules").at("/data/groups/0/rules");
        assertThat(rules.at("/0/type").asText()).isEqualTo("recording");
        assertThat(rules.at("/1/type").asText()).isEqualTo("alerting");
        assertThat(rules.at("/1/state").asText()).isEqualTo("firing");
        assertThat(rules.at("/1/annotations/summary").asText()).isEqualTo("{{ $labels.service }} fails");
        JsonNode alert = get("/api/v1/alerts").at("/data/alerts/0");
        assertThat(alert.path("value").asText()).isEqualTo("2e-01");
        assertThat(alert.at("/annotations/summary").asText()).isEqualTo("checkout fails");

        JsonNode own = get("/nightjar/v1/alerts");
        assertThat(own.at("/alerts/0/name").asText()).isEqualTo("TooManyErrors");
        assertThat(own.at("/alerts/0/service").asText()).isEqualTo("checkout");
        assertThat(own.at("/groups/0/rules/1/health").asText()).isEqualTo("ok");
        JsonNode pages = get("/nightjar/v1/pages");
        assertThat(own.at("/alerts/0/pageId")).isEqualTo(pages.at("/0/pageId"));
        assertThat(get("/nightjar/v1/overview").path("sentence").asText())
                .isEqualTo("1 of 1 service needs you: checkout fails.");
    }

    @Test
    void a_person_signs_in_takes_the_page_and_resolves_it() {
        errors(0.2);
        String token = sessions.issueSignIn(new User("ada", User.Role.RESPONDER));
        String cookie = stage().server
                .post("/nightjar/v1/session", "application/json", "{\"token\":\"" + token + "\"}")
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .replaceAll(";.*", "");
        String path = "/nightjar/v1/pages/"
                + get("/nightjar/v1/pages").at("/0/pageId").asText();

        JsonNode page = get(path);
        assertThat(page.path("runbook").asText()).isEqualTo("https://runbooks.example/errors");
        assertThat(page.at("/graph/query").asText()).isEqualTo("errors");
        assertThat(page.at("/graph/threshold").asDouble()).isEqualTo(0.05);
        assertThat(page.at("/deliveries/0/channel").asText()).isEqualTo("inbox");

        JsonNode taken = TestingServer.json(
                stage().server.post(path + "/acknowledge", "application/json", "{}", "Cookie", cookie));
        assertThat(taken.path("state").asText()).isEqualTo("acknowledged");
        assertThat(taken.path("acknowledgedBy").asText()).isEqualTo("ada");
        assertThat(stage().server
                        .post(path + "/acknowledge", "application/json", "{}", "Cookie", cookie)
                        .statusCode())
                .isEqualTo(200);
        JsonNode over =
                TestingServer.json(stage().server.post(path + "/resolve", "application/json", "{}", "Cookie", cookie));
        assertThat(over.path("state").asText()).isEqualTo("resolved");
        HttpResponse<String> late = stage().server.post(path + "/escalate", "application/json", "{}", "Cookie", cookie);
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(TestingServer.json(late).path("error").asText()).isEqualTo("the page is resolved");
    }

    @Test
    void a_person_judges_a_page_and_silences_what_it_was_about_in_their_own_name() {
        errors(0.2);
        String token = sessions.issueSignIn(new User("ada", User.Role.RESPONDER));
        String cookie = stage().server
                .post("/nightjar/v1/session", "application/json", "{\"token\":\"" + token + "\"}")
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .replaceAll(";.*", "");
        String path = "/nightjar/v1/pages/"
                + get("/nightjar/v1/pages").at("/0/pageId").asText();
        String verdict = "{\"useful\":false,\"text\":\"known\"}";
        assertThat(stage().server
                        .post(path + "/judge", "application/json", verdict, "Cookie", cookie)
                        .statusCode())
                .isEqualTo(200);
        JsonNode page = get(path);
        assertThat(page.at("/verdicts/0/by").asText()).isEqualTo("ada");
        assertThat(page.at("/verdicts/0/useful").asBoolean(true)).isFalse();
        assertThat(page.at("/alerts/0/alertname").asText()).isEqualTo("TooManyErrors");

        JsonNode preview = get("/nightjar/v1/silences/preview?filter=service%3D%22checkout%22");
        assertThat(preview.path("count").asInt()).isEqualTo(1);
        assertThat(preview.path("pageCount").asInt()).isEqualTo(1);
        String wish =
                "{\"matchers\":[{\"name\":\"service\",\"op\":\"=\",\"value\":\"checkout\"}],\"comment\":\"known\","
                        + "\"createdBy\":\"root\",\"endsMillis\":" + (clock.millis() + 60_000) + "}";
        assertThat(stage().server
                        .post("/nightjar/v1/silences", "application/json", wish)
                        .statusCode())
                .as("nobody in particular silences nothing")
                .isEqualTo(401);
        JsonNode silence = TestingServer.json(
                stage().server.post("/nightjar/v1/silences", "application/json", wish, "Cookie", cookie));
        assertThat(silence.path("createdBy").asText()).isEqualTo("ada");
        assertThat(silence.path("holds").asInt()).isEqualTo(1);
        assertThat(get("/nightjar/v1/silences").at("/0/state").asText()).isEqualTo("active");
        JsonNode route = get("/nightjar/v1/routes/explain?label=service%3Dcheckout&label=severity%3Dpage");
        assertThat(route.at("/targets/0/people/0").asText()).isEqualTo("everyone");
        assertThat(route.at("/silencedBy/0")).isEqualTo(silence.path("silenceId"));
        assertThat(get("/nightjar/v1/history?kind=noise&kind=silenced")
                        .path("entries")
                        .valueStream()
                        .map(entry -> entry.path("kind").asText()))
                .containsExactly("silenced", "noise");

        String end = "/nightjar/v1/silences/" + silence.path("silenceId").asText() + "/expire";
        JsonNode over = TestingServer.json(stage().server.post(end, "application/json", "{}", "Cookie", cookie));
        assertThat(over.path("state").asText()).isEqualTo("expired");
    }

    @Test
    void who_is_on_call_is_said_without_a_file_too() {
        JsonNode now = get("/nightjar/v1/oncall").path(0);

        assertThat(now.path("person").asText()).isEqualTo("everyone");
        assertThat(now.path("untilMillis").asLong()).isEqualTo(253_402_300_799_000L);
        assertThat(now.path("next").isNull()).isTrue();
    }

    @Test
    void shifts_are_told_ahead() throws IOException {
        Files.writeString(definitions.resolve("oncall.yml"), """
                people: {ana: {name: Ana Ruiz}, ben: {}}
                rotations:
                  shop:
                    zone: Europe/Berlin
                    start: 2026-01-05T09:00
                    every: week
                    participants: [ana, ben]
                    overrides: [{start: 2026-01-06T00:00, end: 2026-01-06T12:00, person: ben}]
                policies: {shop: {steps: [{notify: [shop], delay: 3m}], repeat: 1}}
                services: {checkout: shop}
                """);
        assertThat(stage().server.post("/-/reload", "text/plain", "").statusCode())
                .isEqualTo(200);

        JsonNode schedule = get("/nightjar/v1/oncall/schedule?start=2026-01-05T12:00:00Z&end=2026-01-06T12:00:00Z");
        JsonNode shop = schedule.at("/rotations/0");
        assertThat(shop.path("zone").asText()).isEqualTo("Europe/Berlin");
        assertThat(shop.path("shifts").valueStream().map(JsonNode::toString))
                .containsExactly(
                        "{\"person\":\"ana\",\"name\":\"Ana Ruiz\",\"startMillis\":1767600000000,\"endMillis\":1767654000000,\"override\":false,\"handOver\":null}",
                        "{\"person\":\"ben\",\"name\":\"ben\",\"startMillis\":1767654000000,\"endMillis\":1767697200000,\"override\":true,\"handOver\":null}",
                        "{\"person\":\"ana\",\"name\":\"Ana Ruiz\",\"startMillis\":1767697200000,\"endMillis\":1768204800000,\"override\":false,\"handOver\":null}");
        assertThat(schedule.at("/policies/0/services/0").asText()).isEqualTo("checkout");
        assertThat(schedule.at("/policies/0/steps/0/targets/0").asText()).isEqualTo("shop");
        assertThat(schedule.at("/policies/0/steps/0/delaySeconds").asDouble()).isEqualTo(180);

        HttpResponse<String> refused =
                stage().server.get("/nightjar/v1/oncall/schedule?start=2026-01-05T00:00:00Z&end=2028-01-05T00:00:00Z");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("expected a time after start, by 400 days at most");
    }

    @Test
    void a_shift_is_handed_over_by_who_may_and_everybody_sees_by_whom_and_why() throws IOException {
        Files.writeString(definitions.resolve("oncall.yml"), """
                people: {ada: {name: Ada Byron}, ben: {}}
                rotations:
                  shop: {zone: Europe/Berlin, start: 2023-11-13T09:00, every: week, participants: [ben]}
                policies: {shop: {steps: [{notify: [shop]}]}}
                """);
        assertThat(stage().server.post("/-/reload", "text/plain", "").statusCode())
                .isEqualTo(200);
        String overrides = "/nightjar/v1/oncall/overrides";
        String mine = "{\"rotation\":\"shop\",\"reason\":\"swapped\",\"overrideId\":\"o-1\"}";
        assertThat(stage().server.post(overrides, "application/json", mine).statusCode())
                .as("nobody in particular")
                .isEqualTo(401);
        HttpResponse<String> viewer =
                stage().server.post(overrides, "application/json", mine, "Cookie", signedIn("eve", User.Role.VIEWER));
        assertThat(viewer.statusCode()).isEqualTo(403);
        assertThat(TestingServer.json(viewer).path("hint").asText()).isEqualTo("it takes the role responder");
        String ada = signedIn("ada", User.Role.RESPONDER);
        assertThat(stage().server
                        .post(overrides, "application/json", mine, "Cookie", ada, "Origin", "http://evil.example")
                        .statusCode())
                .as("by a page of another site")
                .isEqualTo(403);
        assertThat(stage().server
                        .post(overrides, "text/plain", mine, "Cookie", ada)
                        .statusCode())
                .as("as a form would")
                .isEqualTo(415);
        assertThat(get(overrides)).isEmpty();

        JsonNode made = TestingServer.json(stage().server.post(overrides, "application/json", mine, "Cookie", ada));
        assertThat(made.toString())
                .isEqualTo("{\"overrideId\":\"o-1\",\"rotation\":\"shop\",\"person\":\"ada\",\"name\":\"Ada Byron\","
                        + "\"startMillis\":1700000000000,\"endMillis\":1700467200000,\"state\":\"active\","
                        + "\"reason\":\"swapped\",\"by\":\"ada\",\"madeMillis\":1700000000000,\"endedBy\":null,"
                        + "\"problem\":null}");
        assertThat(TestingServer.json(stage().server.post(overrides, "application/json", mine, "Cookie", ada)))
                .as("asked for again")
                .isEqualTo(made);
        assertThat(get(overrides)).hasSize(1);
        assertThat(get("/nightjar/v1/oncall").at("/0/person").asText()).isEqualTo("Ada Byron");
        JsonNode schedule = get("/nightjar/v1/oncall/schedule?start=1700000000&end=1700100000");
        assertThat(schedule.at("/rotations/0/shifts/0/handOver").toString())
                .isEqualTo("{\"overrideId\":\"o-1\",\"by\":\"ada\",\"madeMillis\":1700000000000,"
                        + "\"reason\":\"swapped\"}");
        assertThat(schedule.path("people").toString())
                .isEqualTo("[{\"person\":\"ada\",\"name\":\"Ada Byron\"},{\"person\":\"ben\",\"name\":\"ben\"}]");

        Files.writeString(definitions.resolve("oncall.yml"), """
                people: {ben: {}}
                rotations:
                  shop: {zone: Europe/Berlin, start: 2023-11-13T09:00, every: week, participants: [ben]}
                policies: {shop: {steps: [{notify: [shop]}]}}
                """);
        assertThat(stage().server.post("/-/reload", "text/plain", "").statusCode())
                .isEqualTo(200);
        assertThat(get("/nightjar/v1/oncall").at("/0/person").asText()).isEqualTo("ben");
        assertThat(get(overrides).at("/0/problem").asText())
                .isEqualTo("ada is not in oncall.yml any more: the rotation goes on as without this override");

        String end = overrides + "/o-1/end";
        assertThat(stage().server
                        .post(end, "application/json", "{}", "Cookie", signedIn("eve", User.Role.VIEWER))
                        .statusCode())
                .isEqualTo(403);
        JsonNode over = TestingServer.json(stage().server.post(end, "application/json", "{}", "Cookie", ada));
        assertThat(over.path("state").asText()).isEqualTo("over");
        assertThat(over.path("endedBy").asText()).isEqualTo("ada");
        assertThat(stage().server
                        .post(end, "application/json", "{}", "Cookie", ada)
                        .statusCode())
                .as("ended twice")
                .isEqualTo(200);
        assertThat(get("/nightjar/v1/history?kind=shift+handed+over&kind=override+ended")
                        .path("entries")
                        .valueStream()
                        .map(entry -> entry.path("person").asText() + " "
                                + entry.path("kind").asText()))
                .containsExactly("ada override ended", "ada shift handed over");
    }

    @Test
    void shifts_are_calendars_to_subscribe_to() throws IOException {
        Files.writeString(definitions.resolve("oncall.yml"), """
                people: {ana.r: {name: Ana Ruiz}, ben: {}}
                rotations:
                  shop:
                    zone: Europe/Berlin
                    start: 2023-11-13T09:00
                    every: week
                    participants: [ana.r, ben]
                policies: {shop: {steps: [{notify: [shop]}]}}
                """);
        stage().server.post("/-/reload", "text/plain", "");
        String mine = "{\"rotation\":\"shop\",\"person\":\"ben\",\"endMillis\":1700010000000,\"reason\":\"a, b\"}";
        stage().server
                .post(
                        "/nightjar/v1/oncall/overrides",
                        "application/json",
                        mine,
                        "Cookie",
                        signedIn("eve", User.Role.RESPONDER));

        HttpResponse<String> shop = stage().server.get("/nightjar/v1/oncall/rotations/shop.ics");
        assertThat(shop.headers().firstValue("Content-Type")).hasValue("text/calendar; charset=utf-8");
        assertThat(shop.body()).contains("SUMMARY:Ana Ruiz on call: shop\r\n").contains("""
                        UID:shop-1700000000@nightjar
                        DTSTAMP:20231114T221320Z
                        DTSTART:20231114T221320Z
                        DTEND:20231115T010000Z
                        SUMMARY:ben on call: shop
                        DESCRIPTION:override by eve: a\\, b\\nhands over by the clocks of Europe/Berl
                         in
                        """.replace("\n", "\r\n"));
        String ana = stage().server.get("/nightjar/v1/oncall/people/ana.r.ics").body();
        assertThat(ana).contains("X-WR-CALNAME:Ana Ruiz on call\r\n").contains("SUMMARY:On call: shop\r\n");
        assertThat(ana).doesNotContain("override by eve");
        assertThat(ana.split("BEGIN:VEVENT", -1).length - 1)
                .as("sixteen weeks, one of them cut in two")
                .isEqualTo(17);

        HttpResponse<String> unknown = stage().server.get("/nightjar/v1/oncall/rotations/shp.ics");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(TestingServer.json(unknown).path("error").asText())
                .isEqualTo("there is no rotation \"shp\" in oncall.yml; did you mean \"shop\"?");
    }

    @Test
    void how_often_who_was_called_is_told() {
        errors(0.2);
        assertThat(get("/nightjar/v1/oncall/load").toString())
                .startsWith("[{\"person\":\"on-call\",\"name\":\"everyone\",\"zone\":\"Z\",\"calls\":1,\"atNight\":1,");
        assertThat(stage().server.get("/nightjar/v1/oncall/load?days=0").body())
                .contains("expected 1 to 400, found \\\"0\\\"");
    }

    @Test
    void a_hand_over_that_cannot_be_is_refused_with_what_was_found_and_what_to_do() throws IOException {
        Files.writeString(definitions.resolve("oncall.yml"), """
                people: {ada: {}, ben: {}}
                rotations:
                  shop: {zone: Europe/Berlin, start: 2023-11-13T09:00, every: week, participants: [ben]}
                policies: {shop: {steps: [{notify: [shop]}]}}
                """);
        stage().server.post("/-/reload", "text/plain", "");
        String root = signedIn("root", User.Role.ADMIN);
        assertRefused(root, "", 400, "\"rotation\" is missing or empty", "send it as a string");
        assertRefused(
                root, "\"rotation\":\"shop\"", 400, "person: \"root\" is not in oncall.yml", "people there: ada, ben");
        assertRefused(
                root,
                "\"rotation\":\"shop\",\"person\":\"ben\",\"endMillis\":\"soon\"",
                400,
                "\"endMillis\" is no time: \"soon\"",
                "milliseconds since 1970 as a whole number, or leave it out");
        assertRefused(
                root,
                "\"rotation\":\"shop\",\"person\":\"ben\",\"endMillis\":1699999999999",
                400,
                "end: 2023-11-14T22:13:19.999Z is past, it is 2023-11-14T22:13:20Z",
                "who was on call then does not change any more");
        String mine = "\"rotation\":\"shop\",\"overrideId\":\"o-1\",\"person\":";
        assertThat(stage().server
                        .post(
                                "/nightjar/v1/oncall/overrides",
                                "application/json",
                                "{" + mine + "\"ada\"}",
                                "Cookie",
                                root)
                        .statusCode())
                .isEqualTo(200);
        assertRefused(
                root,
                mine + "\"ben\"",
                409,
                "overrideId: \"o-1\" is that of another override, of shop by root",
                "choose another, or leave it out");
        HttpResponse<String> unknown =
                stage().server.post("/nightjar/v1/oncall/overrides/o9/end", "application/json", "{}", "Cookie", root);
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(TestingServer.json(unknown).path("hint").asText())
                .isEqualTo("GET /nightjar/v1/oncall/overrides lists them; those in oncall.yml are ended there");
    }

    private void assertRefused(String cookie, String fields, int status, String error, String hint) {
        HttpResponse<String> answer = stage().server
                .post("/nightjar/v1/oncall/overrides", "application/json", "{" + fields + "}", "Cookie", cookie);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(TestingServer.json(answer).path("error").asText()).isEqualTo(error);
        assertThat(TestingServer.json(answer).path("hint").asText()).isEqualTo(hint);
    }

    private String signedIn(String name, User.Role role) {
        String token = sessions.issueSignIn(new User(name, role));
        return stage().server
                .post("/nightjar/v1/session", "application/json", "{\"token\":\"" + token + "\"}")
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .replaceAll(";.*", "");
    }

    @Test
    void every_answer_carries_the_headers_that_protect() {
        assertThat(stage().server.get("/nightjar/v1/oncall").headers().firstValue("X-Content-Type-Options"))
                .hasValue("nosniff");
        assertThat(stage().server.get("/services/checkout").headers().firstValue("Content-Security-Policy"))
                .isPresent();
    }

    @Test
    void changed_rules_are_in_force_once_somebody_asks_and_wrong_ones_change_nothing() throws IOException {
        Path file = definitions.resolve("rules/shop.yml");
        Files.writeString(file, RULES.replace("name: shop", "name: renamed"));
        assertThat(stage().server.get("/-/reload").statusCode()).isEqualTo(405);
        assertThat(get("/api/v1/rules").at("/data/groups/0/name").asText()).isEqualTo("shop");

        assertThat(stage().server.post("/-/reload", "text/plain", "").statusCode())
                .isEqualTo(200);
        assertThat(get("/api/v1/rules").at("/data/groups/0/name").asText()).isEqualTo("renamed");

        Files.writeString(file, RULES.replace("name: shop", "nome: shop"));
        HttpResponse<String> refused = stage().server.post("/-/reload", "text/plain", "");
        assertThat(refused.statusCode()).isEqualTo(500);
        assertThat(refused.body()).startsWith("failed to reload:\nrules/shop.yml:");
        assertThat(get("/api/v1/rules").at("/data/groups/0/name").asText()).isEqualTo("renamed");
    }
}
