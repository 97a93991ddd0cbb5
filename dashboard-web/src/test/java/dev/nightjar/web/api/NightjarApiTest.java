package dev.nightjar.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.StaleMarker;
import dev.nightjar.model.event.PageEvent;
import dev.nightjar.model.event.PageEvent.PageOpened;
import dev.nightjar.model.sender.Sender;
import dev.nightjar.model.target.ScrapeProposals;
import dev.nightjar.postmortems.LogView;
import dev.nightjar.postmortems.Postmortems;
import dev.nightjar.postmortems.PostmortemsConfig;
import dev.nightjar.query.QueryLimits;
import dev.nightjar.query.combined.CombinedQl;
import dev.nightjar.query.logql.LogQl;
import dev.nightjar.query.promql.PromQl;
import dev.nightjar.query.running.ActiveQueries;
import dev.nightjar.query.running.SlowQueries;
import dev.nightjar.testkit.InMemoryEventLog;
import dev.nightjar.testkit.InMemoryLogPatterns;
import dev.nightjar.testkit.InMemoryLogStore;
import dev.nightjar.testkit.InMemorySeriesStore;
import dev.nightjar.testkit.TestingClock;
import dev.nightjar.web.access.AccessGate;
import dev.nightjar.web.access.ApiTokens;
import dev.nightjar.web.access.ApiTokens.Grant;
import dev.nightjar.web.access.ApiTokens.Scope;
import dev.nightjar.web.access.Sessions;
import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.http.TestingServer;
import dev.nightjar.web.loki.LogqlQueries;
import dev.nightjar.web.loki.TestingLogAdmin;
import dev.nightjar.web.prometheus.PromqlQueries;
import dev.nightjar.web.prometheus.TestingSeriesAdmin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /nightjar/v1} over real HTTP: real views, incidents and queries; only the alert engine is a stand-in. */
class NightjarApiTest {
    private static final long NOW = 1_700_000_000_000L;
    private static final String[] ADA = {"Authorization", "Bearer ada"};
    private static final String TOKEN_OF_AN_HOUR = "njt_hour";
    private static final String CHECKOUT_FAILS = "checkout fails";

    private final TestingClock clock = new TestingClock(Instant.ofEpochMilli(NOW));
    private final InMemoryEventLog events = new InMemoryEventLog();
    private final InMemorySeriesStore series = new InMemorySeriesStore();
    private final InMemoryLogStore logs = new InMemoryLogStore();
    private final TestingAlarms alarms = new TestingAlarms();
    private final Postmortems postmortems = Postmortems.open(
            events,
            new LogView(),
            (service, from, until) -> List.of(),
            (service, from, until) -> List.of(),
            (incident, from, until) -> List.of(),
            clock,
            PostmortemsConfig.DEFAULTS);
    private final TestingSeriesAdmin store = new TestingSeriesAdmin();
    private final SlowQueries slow = new SlowQueries(Duration.ZERO, 10, query -> {});
    private final ActiveQueries active = new ActiveQueries(clock, slow);
    private final NightjarApi api = new NightjarApi(
            new NightjarApi.Sources(
                    new PromqlQueries(new PromQl(series, clock), active),
                    new CombinedQl(new PromQl(series, clock), new LogQl(logs, QueryLimits.DEFAULTS, clock), clock),
                    series,
                    family -> Map.of(family, List.of(new MetricMetadata(family, MetricMetadata.Type.GAUGE, "", ""))),
                    selection -> List.of(),
                    store,
                    new NightjarApi.Logs(
                            logs,
                            new InMemoryLogPatterns(logs),
                            new LogqlQueries(logs, QueryLimits.DEFAULTS, clock, active, System::nanoTime),
                            new TestingLogAdmin()),
                    events,
                    postmortems,
                    NightjarApi.Lookouts.NONE,
                    active,
                    slow,
                    () -> List.of(new Sender(
                            "influx",
                            "Telegraf",
                            7,
                            70,
                            List.of(new Sender.Refusal(
                                    "malformed", 2, 3, Instant.ofEpochMilli(NOW - 5), "line 4: no fields")))),
                    ScrapeProposals.NONE,
                    "0.1.0",
                    () -> alarms.escalate("flush", "test")),
            alarms,
            clock);

    private final Set<String> mounted = new TreeSet<>();
    private final TestingServer server = new TestingServer((router, workers) -> {
        ApiTokens tokens = token -> switch (token) {
            case "ada" -> Optional.of(new Grant("ada", Set.of(Scope.QUERY, Scope.RESPOND)));
            case TOKEN_OF_AN_HOUR ->
                Optional.of(new Grant("wall", Set.of(Scope.QUERY)))
                        .filter(grant ->
                                clock.millis() < NOW + Duration.ofHours(1).toMillis());
            default -> Optional.empty();
        };
        AccessGate gate =
                new AccessGate(new Sessions(new byte[32], clock, new Random(1)), tokens, AccessGate.Trust.THIS_MACHINE);
        Dispatcher dispatcher = new Dispatcher(workers);
        mounted.addAll(api.mount(router, gate, dispatcher, dispatcher, dispatcher));
    });

    @BeforeEach
    void write() {
        for (int step = 0; step <= 60; step++) {
            long at = NOW - 600_000 + step * 10_000L;
            for (String instance : List.of("checkout-1", "checkout-2")) {
                Labels of = Labels.of("service", "checkout", "instance", instance, "code", "200");
                series.put(of.with("__name__", "http_requests_total"), at, step * 10);
            }
        }
    }

    @AfterEach
    void stop() {
        api.close();
        server.close();
        postmortems.close();
    }

    @Test
    void senders_are_told_with_what_was_refused() {
        assertThat(get("senders"))
                .hasToString(
                        "{\"senders\":[{\"protocol\":\"influx\",\"source\":\"Telegraf\",\"requests\":7,\"items\":70,"
                                + "\"refused\":[{\"reason\":\"malformed\",\"requests\":2,\"items\":3,\"lastMillis\":"
                                + (NOW - 5)
                                + ",\"message\":\"line 4: no fields\"}]}]}");
    }

    private JsonNode get(String path) {
        HttpResponse<String> response = server.get("/nightjar/v1/" + path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return TestingServer.json(response);
    }

    private JsonNode post(String path, String body) {
        HttpResponse<String> response = server.post("/nightjar/v1/" + path, "application/json", body, ADA);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return TestingServer.json(response);
    }

    @Test
    void rules_are_tried_on_stored_history_beside_the_incidents_of_that_time() {
        postmortems.declare("checkout", "Checkout is down", "ada");
        JsonNode found = post("rules/backtest", "{\"rules\":\"groups: []\",\"sinceSeconds\":86400}")
                .path(0);
        assertThat(found.path("sentence").asText()).isEqualTo("Slow would have paged once.");
        assertThat(found.path("notices").path(0).path("called").path(0).asText())
                .isEqualTo("Ana");
        assertThat(found.path("missed").path(0).path("title").asText()).isEqualTo("Checkout is down");

        for (String body : List.of("{\"rules\":\"x\"}", "{\"rules\":\"groups:\",\"sinceSeconds\":-1}", "{}")) {
            assertThat(server.post("/nightjar/v1/rules/backtest", "application/json", body, ADA)
                            .statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
    }

    private void writeLines() {
        LogBatch.StreamBuilder lines = LogBatch.stream(Labels.of("service", "checkout"));
        for (int i = 0; i < 30; i++) {
            byte[] line = "an error".getBytes(StandardCharsets.UTF_8);
            lines.line((NOW - 60_000L + i) * 1_000_000, line, 0, line.length, Labels.EMPTY);
        }
        logs.append(new LogBatch(List.of(lines.build())));
    }

    private static final String ERRORS_PER_REQUEST = "logql(sum by (service) (count_over_time({} |= \"error\" [5m])))"
            + " / promql(sum by (service) (http_requests_total))";

    private static String encoded(String query) {
        return URLEncoder.encode(query, StandardCharsets.UTF_8);
    }

    @Test
    void metrics_and_logs_are_asked_in_one_query() {
        writeLines();
        JsonNode answer = get("query?query=" + encoded(ERRORS_PER_REQUEST) + "&time=" + NOW / 1000);
        assertThat(answer.path("status").asText()).isEqualTo("success");
        assertThat(answer.path("data").path("resultType").asText()).isEqualTo("vector");
        JsonNode sample = answer.path("data").path("result").path(0);
        assertThat(sample.path("metric").toString()).isEqualTo("{\"service\":\"checkout\"}");
        assertThat(sample.path("value").path(1).asText()).isEqualTo("0.025");
    }

    @Test
    void metrics_and_logs_are_asked_over_a_range_by_a_form() {
        writeLines();
        HttpResponse<String> response = server.post(
                "/nightjar/v1/query_range",
                "application/x-www-form-urlencoded",
                "query=" + encoded(ERRORS_PER_REQUEST) + "&start=" + (NOW / 1000 - 60) + "&end=" + NOW / 1000
                        + "&step=60",
                ADA);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode data = TestingServer.json(response).path("data");
        assertThat(data.path("resultType").asText()).isEqualTo("matrix");
        assertThat(data.path("result").path(0).path("values").size()).isEqualTo(2);
    }

    @Test
    void what_is_wrong_in_a_part_is_said_with_its_place() {
        HttpResponse<String> response = server.get("/nightjar/v1/query?query=" + encoded("1 + logql(rate({a=\"b\"}))"));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(TestingServer.json(response).path("error").asText())
                .isEqualTo(
                        "invalid parameter \"query\": 1:11: in logql(…): parse error at line 1, col 13: syntax error:"
                                + " unexpected )");
    }

    private void page() {
        alarms.open("p1", "checkout", CHECKOUT_FAILS, NOW - 30_000);
        events.append(List.of(new PageOpened(
                Instant.ofEpochMilli(NOW - 30_000),
                "p1",
                "rules.yml;slo;burn",
                Labels.of("alertname", "burn", "service", "checkout"),
                "checkout",
                PageEvent.Severity.PAGE,
                CHECKOUT_FAILS,
                "10 % of requests fail",
                Map.of(),
                Instant.ofEpochMilli(NOW - 90_000),
                "default",
                "errors / total > 0.05",
                0.1)));
    }

    @Test
    void a_service_without_requests_is_fine_as_long_as_it_sends_anything() {
        Labels database = Labels.of("__name__", "pg_up", "service", "orders-db", "instance", "db-1");
        series.put(database, NOW - 60_000, 1);
        assertThat(get("overview").path("sentence").asText()).isEqualTo("All 2 services are fine.");

        clock.advance(Duration.ofMinutes(10));
        assertThat(get("overview").path("sentence").asText())
                .isEqualTo("2 of 2 services send no data: checkout and orders-db.");
    }

    @Test
    void the_overview_opens_with_the_answer() {
        assertThat(get("overview").path("sentence").asText()).isEqualTo("The one service is fine.");
        page();

        JsonNode overview = get("overview?range=600");

        assertThat(overview.path("sentence").asText()).isEqualTo("1 of 1 service needs you: checkout fails.");
        JsonNode tile = overview.at("/services/0");
        assertThat(tile.path("name").asText()).isEqualTo("checkout");
        assertThat(tile.path("health").asText()).isEqualTo("page");
        assertThat(tile.path("instances").asInt()).isEqualTo(2);
        assertThat(tile.path("budget").isNull()).isTrue();
        assertThat(tile.at("/requests/values")
                        .get(tile.at("/requests/values").size() - 1)
                        .asDouble())
                .isBetween(1.9, 2.1);
        assertThat(overview.at("/onCall/0/person").asText()).isEqualTo("Ada");
    }

    @Test
    void a_service_and_its_instance_are_shown_with_queries() {
        JsonNode service = get("services/checkout?range=10m");
        assertThat(service.path("sentence").asText()).isEqualTo("checkout is fine. Its 2 instances are alike.");
        assertThat(service.at("/instances/1/instance").asText()).isEqualTo("checkout-2");
        assertThat(service.path("logSelector").asText()).isEqualTo("{service=\"checkout\"}");
        assertThat(service.at("/red/0/query").asText()).contains("http_requests_total{service=\"checkout\"}");

        JsonNode instance = get("services/checkout/instances/checkout-1?range=10m");
        assertThat(instance.path("sentence").asText()).isEqualTo("checkout-1 is like its peers in checkout.");
        assertThat(instance.at("/panels/0/peersQuery").asText()).contains("instance!=\"checkout-1\"");
    }

    @Test
    void an_unknown_service_is_a_problem_with_a_way_out() {
        HttpResponse<String> response = server.get("/nightjar/v1/services/nobody");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(TestingServer.json(response).path("error").asText())
                .isEqualTo("no data of a service \"nobody\" in this time");
        assertThat(TestingServer.json(response).path("hint").asText()).contains("service=\"nobody\"");
    }

    @Test
    void changes_are_reported_once_and_shown() {
        String change =
                "{\"changeId\":\"d1\",\"at\":\"2023-11-14T22:12:00Z\",\"service\":\"checkout\",\"instance\":\"\","
                        + "\"kind\":\"deploy\",\"summary\":\"1.4.2\",\"by\":\"ci\",\"details\":{\"version\":\"1.4.2\"}}";
        post("changes", change);
        post("changes", change);

        JsonNode changes = get("changes?service=checkout");
        assertThat(changes.size()).isEqualTo(1);
        assertThat(changes.at("/0/atMillis").asLong()).isEqualTo(1_699_999_920_000L);
        assertThat(get("overview").at("/services/0/lastDeploy/summary").asText())
                .isEqualTo("1.4.2");
        assertThat(get("services/checkout").at("/marks/0/kind").asText()).isEqualTo("deploy");
    }

    @Test
    void a_change_without_what_it_needs_is_refused() {
        HttpResponse<String> response =
                server.post("/nightjar/v1/changes", "application/json", "{\"kind\":\"deploy\"}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .isEqualTo("{\"error\":\"\\\"changeId\\\" is missing or empty\",\"where\":\"body\","
                        + "\"hint\":\"send it as a string\"}");
    }

    @Test
    void from_page_to_postmortem() {
        page();
        logs.append(new LogBatch(List.of(LogBatch.stream(Labels.of("service", "checkout"))
                .line((NOW - 60_000) * 1_000_000, "all well".getBytes(StandardCharsets.UTF_8))
                .line((NOW - 50_000) * 1_000_000, "write failed after 212 ms".getBytes(StandardCharsets.UTF_8))
                .line((NOW - 40_000) * 1_000_000, "write failed after 345 ms".getBytes(StandardCharsets.UTF_8))
                .build())));

        JsonNode shown = get("pages/p1");
        assertThat(shown.path("state").asText()).isEqualTo("open");
        assertThat(shown.at("/graph/threshold").asDouble()).isEqualTo(0.05);
        assertThat(shown.path("lines").size()).isEqualTo(1);
        assertThat(shown.at("/lines/0/line").asText()).isEqualTo("write failed after 212 ms");

        assertThat(post("pages/p1/acknowledge", "{}").path("acknowledgedBy").asText())
                .isEqualTo("ada");
        JsonNode declared = post("incidents", "{\"service\":\"checkout\",\"title\":\"Checkout fails\"}");
        String id = declared.path("incidentId").asText();
        assertThat(post("incidents/" + id + "/note", "{\"text\":\"looking at the disk\"}")
                        .path("timeline")
                        .toString())
                .contains("looking at the disk");
        JsonNode resolved = post("incidents/" + id + "/resolve", "{\"text\":\"disk replaced\"}");
        assertThat(resolved.path("state").asText()).isEqualTo("resolved");

        JsonNode postmortem = post("incidents/" + id + "/postmortem", "{}");
        String document = "postmortems/" + postmortem.path("postmortemId").asText();
        assertThat(postmortem.path("timeline").toString()).contains("looking at the disk");
        assertThat(post(document + "/section", "{\"name\":\"summary\",\"text\":\"The disk.\"}")
                        .at("/sections/0/text")
                        .asText())
                .isEqualTo("The disk.");
        JsonNode item =
                post(document + "/action-items", "{\"text\":\"Alert on disks\",\"owner\":\"ada\",\"due\":\"\"}");
        assertThat(item.path("openActionItems").asInt()).isEqualTo(1);
        String closing = document + "/action-items/"
                + item.at("/actionItems/0/actionItemId").asText() + "/close";
        assertThat(post(closing, "{}").path("openActionItems").asInt()).isZero();
        HttpResponse<String> markdown = server.get("/nightjar/v1/" + document + "/markdown");
        assertThat(markdown.headers().firstValue("Content-Type")).hasValue("text/markdown; charset=utf-8");
        assertThat(markdown.body()).contains("The disk.");
        assertThat(get("incidents").at("/0/state").asText()).isEqualTo("resolved");
        assertThat(get("postmortems").size()).isEqualTo(1);
    }

    @Test
    void acting_takes_somebody_and_json() {
        page();

        assertThat(server.post("/nightjar/v1/pages/p1/acknowledge", "application/json", "{}")
                        .statusCode())
                .isEqualTo(401);
        assertThat(server.post("/nightjar/v1/pages/p1/acknowledge", "text/plain", "{}", ADA)
                        .statusCode())
                .isEqualTo(415);
        assertThat(server.post("/nightjar/v1/incidents/none/note", "application/json", "{\"text\":\"x\"}", ADA)
                        .statusCode())
                .isEqualTo(404);
        assertThat(alarms.told()).isEmpty();
    }

    @Test
    void flushing_waits_for_the_stores() {
        assertThat(server.post("/nightjar/v1/admin/flush", "application/json", "")
                        .body())
                .isEqualTo("{\"flushed\":true}");
        assertThat(alarms.told()).containsExactly("escalate flush by test");
    }

    @Test
    void open_browsers_are_told_what_changed() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("GET /nightjar/v1/events/stream HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            awaitLine(lines, ": connected");
            page();

            assertThat(awaitLine(lines, "data:")).isEqualTo("data: {\"topic\":\"pages\",\"id\":\"p1\"}");
        }
    }

    @Test
    void a_browser_that_may_no_longer_read_is_told_nothing_more() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET /nightjar/v1/events/stream HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                    + "Authorization: Bearer " + TOKEN_OF_AN_HOUR + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            awaitLine(lines, ": connected");

            clock.advance(Duration.ofHours(1));
            page();

            assertThat(lines.lines()).as("until its end").noneMatch(line -> line.startsWith("data:"));
        }
    }

    private static String awaitLine(BufferedReader lines, String start) throws IOException {
        String line = lines.readLine();
        while (!line.startsWith(start)) {
            line = lines.readLine();
        }
        return line;
    }

    @Test
    void a_path_that_is_not_there_is_a_problem() {
        assertThat(server.get("/nightjar/v1/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void a_metric_is_exported_once_whatever_selects_it() {
        Labels odd = Labels.of("__name__", "disk.free", "a.b", "c\"\n");
        series.put(odd, -5, Double.NEGATIVE_INFINITY);
        series.put(odd, 1_700_000_000_120L, 0.1);
        series.put(odd, 1_700_000_001_000L, Double.longBitsToDouble(StaleMarker.BITS));
        String path = "/nightjar/v1/export?metric=disk.free";

        assertThat(server.get(path + "&match%5B%5D=%7B%22disk.free%22%7D&match%5B%5D=%7B__name__%3D~%22d.%2B%22%7D")
                        .body())
                .isEqualTo("""
                    # TYPE "disk.free" gauge
                    {"disk.free","a.b"="c\\"\\n"} -Inf -0.005
                    {"disk.free","a.b"="c\\"\\n"} 0.1 1700000000.120
                    # LEFT OUT histograms=0 stale_markers=1 exemplars=0
                    """);
        assertThat(server.get(path + "&start=1700000001").body())
                .isEqualTo("# LEFT OUT histograms=0 stale_markers=1 exemplars=0\n");
        assertThat(server.get(path + "&start=1700000002").body()).isEmpty();
        assertThat(server.get("/nightjar/v1/export").statusCode()).isEqualTo(400);
    }

    @Test
    void every_operation_is_described() {
        assertThat(ApiCatalog.OPERATIONS).extracting(ApiOperation::key).containsExactlyInAnyOrderElementsOf(mounted);
        JsonNode document = get("openapi.json");
        assertThat(document.path("openapi").asText()).isEqualTo("3.1.0");
        String note = "/paths/~1nightjar~1v1~1pages~1{id}~1note/post";
        assertThat(document.at(note + "/parameters/0/name").asText()).isEqualTo("id");
        assertThat(document.at(note + "/requestBody/content/application~1json/schema/required/0")
                        .asText())
                .isEqualTo("text");
        assertThat(document.at("/paths/~1nightjar~1v1~1pages~1{id}~1judge/post/requestBody/content/application~1json"
                                + "/schema/properties/useful/type")
                        .asText())
                .isEqualTo("boolean");
        assertThat(document.at("/components/schemas/Count/properties/count/type")
                        .asText())
                .isEqualTo("integer");
        assertThat(document.at("/components/schemas/Change/required").size()).isEqualTo(7);
        assertThat(document.at("/components/schemas/IncidentSummary/properties/resolvedAtMillis/anyOf/1/type")
                        .asText())
                .isEqualTo("null");
        JsonNode schemas = document.at("/components/schemas");
        assertThat(schemas.at("/Entry/properties").has("budgetShare"))
                .as("an entry of a ledger is not one of the history")
                .isNotEqualTo(schemas.at("/HistoryDocumentsEntry/properties").has("budgetShare"));
        for (String ref : document.findValuesAsText("$ref")) {
            assertThat(document.at(ref.substring(1)).isMissingNode()).as(ref).isFalse();
        }
    }
}
