package dev.nightjar.ingest.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.ingest.TestingRoutes;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.testkit.TestingClock;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What jobs push, over real HTTP. */
class PushgatewayTest {
    private static final String PATH = "/metrics/job/backup/instance/db1";

    private final TestingClock clock = new TestingClock(Instant.ofEpochMilli(1_000));
    private final AtomicReference<Pushgateway> gateway = new AtomicReference<>();
    private final TestingRoutes routes = new TestingRoutes((samples, logs, limits) -> {
        gateway.set(new Pushgateway(samples, limits, clock));
        return gateway.get().protocols();
    });

    @AfterEach
    void stop() {
        routes.close();
    }

    private HttpResponse<String> put(String body) throws Exception {
        return routes.send("PUT", PATH, body);
    }

    @Test
    void a_push_is_stored_as_of_now_with_the_groups_labels() throws Exception {
        HttpResponse<String> answer = put("""
                # TYPE backup_bytes gauge
                # HELP backup_bytes Size of the backup.
                backup_bytes{disk="a",instance="mine"} 5

                # TYPE took histogram
                took_bucket{le="1"} 2
                took_bucket{le="+Inf"} 3
                took_sum 4
                took_count 3
                """);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(routes.samples())
                .containsExactly(
                        "backup_bytes{disk=\"a\", instance=\"db1\", job=\"backup\"} 5.0@1000",
                        "push_failure_time_seconds{instance=\"db1\", job=\"backup\"} 0.0@1000",
                        "push_time_seconds{instance=\"db1\", job=\"backup\"} 1.0@1000",
                        "took_bucket{instance=\"db1\", job=\"backup\", le=\"+Inf\"} 3.0@1000",
                        "took_bucket{instance=\"db1\", job=\"backup\", le=\"1.0\"} 2.0@1000",
                        "took_count{instance=\"db1\", job=\"backup\"} 3.0@1000",
                        "took_sum{instance=\"db1\", job=\"backup\"} 4.0@1000");
        assertThat(routes.series().metadata("backup_bytes").get("backup_bytes"))
                .containsExactly(
                        new MetricMetadata("backup_bytes", MetricMetadata.Type.GAUGE, "Size of the backup.", ""));
    }

    @Test
    void put_ends_what_it_replaces_and_post_only_metrics_of_the_same_name() throws Exception {
        put("a{x=\"1\"} 1\na{x=\"2\"} 2\nb 3\n");
        clock.advance(Duration.ofSeconds(1));
        assertThat(routes.post(PATH, "a{x=\"2\"} 5\n").statusCode()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        put("c 7\n");

        assertThat(routes.samples().stream()
                        .map(PushgatewayTest::withoutGroup)
                        .filter(text -> !text.startsWith("push")))
                .containsExactly(
                        "a{x=\"1\"} 1.0@1000 stale@2000",
                        "a{x=\"2\"} 2.0@1000 5.0@2000 stale@3000",
                        "b 3.0@1000 stale@3000",
                        "c 7.0@3000");
    }

    private static String withoutGroup(String text) {
        return text.replace("instance=\"db1\", job=\"backup\", ", "")
                .replace("instance=\"db1\", job=\"backup\"", "")
                .replace("{}", "");
    }

    @Test
    void delete_ends_all_of_a_group_and_no_other() throws Exception {
        put("a 1\n");
        routes.send("PUT", "/metrics/job/backup", "a 2\n");
        clock.advance(Duration.ofSeconds(1));

        assertThat(routes.send("DELETE", PATH, "").statusCode()).isEqualTo(202);
        assertThat(routes.send("DELETE", PATH, "").statusCode()).isEqualTo(202);
        assertThat(routes.samples())
                .containsExactly(
                        "a{instance=\"db1\", job=\"backup\"} 1.0@1000 stale@2000",
                        "a{job=\"backup\"} 2.0@1000",
                        "push_failure_time_seconds{instance=\"db1\", job=\"backup\"} 0.0@1000 stale@2000",
                        "push_failure_time_seconds{job=\"backup\"} 0.0@1000",
                        "push_time_seconds{instance=\"db1\", job=\"backup\"} 1.0@1000 stale@2000",
                        "push_time_seconds{job=\"backup\"} 1.0@1000");
    }

    @Test
    void a_group_is_shown_until_it_is_deleted() throws Exception {
        put("a 1\n");
        clock.advance(Duration.ofMinutes(1));
        gateway.get().repeat(routes.counters());
        routes.send("DELETE", PATH, "");
        clock.advance(Duration.ofMinutes(1));
        gateway.get().repeat(routes.counters());

        assertThat(routes.samples())
                .contains(
                        "a{instance=\"db1\", job=\"backup\"} 1.0@1000 1.0@61000 stale@61001",
                        "push_time_seconds{instance=\"db1\", job=\"backup\"} 1.0@1000 1.0@61000 stale@61001");
        assertThat(routes.counts()).contains("push repeated accepted 1 3");
    }

    @Test
    void a_push_that_cannot_be_read_changes_nothing_but_the_time_of_failure() throws Exception {
        put("a 1\n");
        clock.advance(Duration.ofSeconds(1));

        HttpResponse<String> broken = put("a 2\nb {\n");
        clock.advance(Duration.ofSeconds(1));
        HttpResponse<String> timed = put("a 2 5000\n");
        HttpResponse<String> twice = put("a{instance=\"x\"} 2\na{instance=\"y\"} 2\n");

        assertThat(broken.statusCode()).isEqualTo(400);
        assertThat(broken.body()).contains("line 2");
        assertThat(timed.body()).startsWith("the metric a has a timestamp");
        assertThat(twice.body()).startsWith("the series a{instance=\"db1\", job=\"backup\"} is there twice");
        assertThat(routes.samples())
                .containsExactly(
                        "a{instance=\"db1\", job=\"backup\"} 1.0@1000",
                        "push_failure_time_seconds{instance=\"db1\", job=\"backup\"} 0.0@1000 2.0@2000 3.0@3000 3.001@3001",
                        "push_time_seconds{instance=\"db1\", job=\"backup\"} 1.0@1000 1.0@2000 1.0@3000 1.0@3001");
        assertThat(routes.counts())
                .containsExactly(
                        "push Java-http-client accepted 1 3",
                        "push Java-http-client duplicate_series 1 0",
                        "push Java-http-client malformed 1 0",
                        "push Java-http-client timestamp 1 0");
    }

    @Test
    void a_full_store_says_when_to_come_back_and_the_group_is_as_before() throws Exception {
        put("a 1\n");
        routes.samplesGoTo(batch -> new IngestResult.Overloaded(Duration.ofSeconds(2), "full"));
        clock.advance(Duration.ofSeconds(1));

        HttpResponse<String> full = put("b 2\n");
        HttpResponse<String> deleted = routes.send("DELETE", PATH, "");
        routes.samplesGoTo(routes.series());
        put("b 3\n");

        assertThat(full.statusCode()).isEqualTo(503);
        assertThat(full.headers().firstValue("Retry-After")).contains("2");
        assertThat(deleted.statusCode()).isEqualTo(503);
        assertThat(routes.samples())
                .contains(
                        "a{instance=\"db1\", job=\"backup\"} 1.0@1000 stale@2000",
                        "b{instance=\"db1\", job=\"backup\"} 3.0@2000");
        assertThat(routes.counts()).contains("push Java-http-client overloaded 2 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/metrics/job/a%2Fb/x/y+z/| a{job=\"a/b\", x=\"y+z\"}",
                "/metrics/job@base64/YS9i| a{job=\"a/b\"}",
                "/metrics/job/j/path@base64/L3Zhci90bXA/empty@base64/=| a{job=\"j\", path=\"/var/tmp\"}",
            })
    void groups_are_named_by_their_path(String path, String series) throws Exception {
        assertThat(routes.send("PUT", path, "a 1\n").statusCode()).isEqualTo(200);

        assertThat(routes.samples()).contains(series.strip() + " 1.0@1000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/metrics/job/j/x| the label x has no value",
                "/metrics/job//x/y| the job has no name",
                "/metrics/job/j/1x/y| \"1x\" is not a label",
                "/metrics/job/j/__x/y| \"__x\" is not a label",
                "/metrics/job/j/job/k| the label job is there twice",
                "/metrics/job@base64/a%20b| \"a%20b\" is not URL-safe base64",
            })
    void a_path_that_names_no_group_is_refused(String path, String message) throws Exception {
        HttpResponse<String> answer = routes.send("PUT", path, "a 1\n");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith(message.strip());
        assertThat(routes.samples()).isEmpty();
    }

    @Test
    void open_metrics_must_end_and_series_of_all_groups_are_bounded() throws Exception {
        String type = "application/openmetrics-text; version=1.0.0";
        assertThat(routes.send("PUT", PATH, "# TYPE a counter\na_total 1\n", "Content-Type", type)
                        .body())
                .contains("cut short");
        assertThat(routes.send("PUT", PATH, "# TYPE a counter\na_total 1\n# EOF\n", "Content-Type", type)
                        .statusCode())
                .isEqualTo(200);
        PushGroups bounded = new PushGroups(routes.series(), clock, 3);
        Pushed two = PushedBody.read("a 1\nb 2\n".getBytes(UTF_8), "text/plain", GroupPath.read(PATH));

        assertThatThrownBy(() -> bounded.replace(GroupPath.read(PATH), two, true))
                .hasMessageStartingWith("pushed groups would have 4 series, the limit is 3");
    }
}
