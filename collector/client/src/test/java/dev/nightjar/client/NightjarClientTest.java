package dev.nightjar.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.Labels;
import dev.nightjar.testkit.TestingClock;
import dev.nightjar.testkit.TestingReceiver;
import dev.nightjar.testkit.TestingReceiver.Behaviour;
import dev.nightjar.testkit.TestingReceiver.Line;
import dev.nightjar.testkit.TestingReceiver.Request;
import dev.nightjar.testkit.TestingReceiver.Sample;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NightjarClientTest {
    private static final Behaviour BUSY = new Behaviour.Answer(503, "", "busy");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TestingClock clock = new TestingClock(Instant.parse("2026-11-21T04:00:00Z"));
    private TestingReceiver receiver;

    @BeforeEach
    void listen() throws Exception {
        receiver = new TestingReceiver();
    }

    @AfterEach
    void hangUp() {
        receiver.close();
    }

    private NightjarClientBuilder builder() {
        return NightjarClient.builder("checkout", "checkout-1")
                .server(receiver.uri())
                .interval(Duration.ZERO)
                .clock(clock)
                .random(new SplittableRandom(42))
                .retry(new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(20)));
    }

    @Test
    void meters_lines_and_changes_arrive_with_their_labels() throws Exception {
        try (NightjarClient client = builder()
                .token("secret")
                .version("1.4.2")
                .labels(Labels.of("env", "demo"))
                .start()) {
            client.meters().counter("http.requests", "code", "200").increment(2);
            client.logs().log(17, "WARN", "slow write", Labels.of("trace_id", "4bf9"));
            client.recordToggle("new-basket", true, "ann");
            client.collect();
            client.flush();
            assertThat(client.drain(PATIENCE)).isTrue();
        }

        Labels stream = Labels.of("service", "checkout", "instance", "checkout-1", "env", "demo", "level", "warn");
        assertThat(receiver.samples())
                .contains(new Sample(
                        Labels.of(
                                "__name__",
                                "http_requests_total",
                                "code",
                                "200",
                                "env",
                                "demo",
                                "instance",
                                "checkout-1",
                                "service",
                                "checkout"),
                        clock.millis(),
                        2))
                .anyMatch(sample -> sample.labels().metricName().equals("app_info")
                        && sample.labels().get("version").equals("1.4.2"));
        assertThat(receiver.lines()).containsExactly(new Line(stream, 17, "slow write", Labels.of("trace_id", "4bf9")));
        assertThat(receiver.changes()).singleElement().asString().contains("\"summary\":\"switched new-basket on\"");
        assertThat(receiver.requests())
                .allMatch(request -> request.authorization().equals("Bearer secret"));
    }

    @Test
    void a_batch_is_sent_again_unchanged_under_the_same_id_until_it_is_taken() throws Exception {
        receiver.next(BUSY, new Behaviour.Answer(429, "0", ""), new Behaviour.StoreAndBreak());
        try (NightjarClient client = builder().start()) {
            client.logs().log(1, "info", "once");
            client.flush();
            assertThat(client.drain(PATIENCE)).isTrue();
        }

        List<Request> requests = receiver.requests();
        assertThat(requests).hasSize(4);
        assertThat(requests)
                .extracting(Request::batchId)
                .containsOnly(requests.get(0).batchId());
        assertThat(requests)
                .extracting(Request::body)
                .containsOnly(requests.get(0).body());
        assertThat(receiver.lines()).hasSize(1);
    }

    @Test
    void what_the_server_refuses_is_not_sent_again_and_is_counted() throws Exception {
        receiver.next(new Behaviour.Answer(400, "", "{\"error\":\"label \\\"9\\\"\"}"));
        try (NightjarClient client = builder().start()) {
            client.logs().log(1, "info", "refused");
            client.flush();
            assertThat(client.drain(PATIENCE)).isTrue();
            client.collect();
            client.flush();
            assertThat(client.drain(PATIENCE)).isTrue();
        }

        assertThat(receiver.lines()).isEmpty();
        assertThat(receiver.samples())
                .anyMatch(sample -> sample.labels().metricName().equals("nightjar_client_refused_total")
                        && sample.labels().get("kind").equals("logs")
                        && sample.value() == 1);
    }

    @Test
    void a_full_queue_drops_the_oldest_and_counts_them_and_never_blocks() throws Exception {
        receiver.otherwise(BUSY);
        String line = "x".repeat(50_000);
        try (NightjarClient client = builder().mostQueuedBytes(200_000).start()) {
            for (int i = 0; i < 40; i++) {
                client.logs().log(i, "info", i + line);
                client.flush();
            }
            receiver.otherwise(new Behaviour.Accept());
            assertThat(client.drain(PATIENCE)).isTrue();
            client.collect();
            client.flush();
            assertThat(client.drain(PATIENCE)).isTrue();
        }

        List<Long> arrived = receiver.lines().stream().map(Line::timestampNanos).toList();
        assertThat(arrived).contains(37L, 38L, 39L).hasSizeLessThan(7);
        assertThat(receiver.samples())
                .anyMatch(sample -> sample.labels().metricName().equals("nightjar_client_dropped_total")
                        && sample.labels().get("kind").equals("logs")
                        && sample.value() == 40 - arrived.size());
    }

    @Test
    void closing_sends_the_last_batch() throws Exception {
        NightjarClient client = builder().interval(Duration.ofHours(1)).start();
        client.meters().counter("orders").increment();
        client.logs().log(5, "info", "goodbye");
        client.close();
        client.close();

        assertThat(receiver.lines()).extracting(Line::text).containsExactly("goodbye");
        assertThat(receiver.samples()).anyMatch(s -> s.labels().metricName().equals("orders_total"));
    }

    /** The server may be back since: what waits longest is not to be the one thing that is lost. */
    @Test
    void closing_sends_what_waits_to_be_sent_again_once_more_and_at_once() throws Exception {
        receiver.next(BUSY);
        Duration anHour = Duration.ofHours(1);
        NightjarClient client = builder().retry(new RetryPolicy(anHour, anHour)).start();
        client.logs().log(5, "info", "first");
        client.flush();
        receiver.await(r -> r.requests().size() == 1);
        client.logs().log(6, "info", "second");

        client.close();

        assertThat(receiver.lines()).extracting(Line::text).containsExactly("first", "second");
        assertThat(receiver.requests().get(1).batchId())
                .isEqualTo(receiver.requests().get(0).batchId());
    }

    @Test
    void closing_takes_no_more_than_a_second_when_nobody_listens() {
        receiver.close();
        NightjarClient client = builder().interval(Duration.ofHours(1)).start();
        client.logs().log(5, "info", "to nobody");
        long begun = System.nanoTime();

        client.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(1500));
    }

    @Test
    void with_an_interval_it_beats_by_itself() throws Exception {
        try (NightjarClient client = builder().interval(Duration.ofMillis(50)).start()) {
            client.meters().counter("beats").increment();
            receiver.await(r -> r.samples().stream()
                            .filter(s -> s.labels().metricName().equals("beats_total"))
                            .count()
                    >= 2);
        }
        assertThat(receiver.requests()).extracting(Request::path).contains("/nightjar/v1/ingest/metrics");
    }

    @Test
    void snapshots_of_the_past_share_requests_and_keep_their_times() throws Exception {
        Instant start = clock.instant();
        try (NightjarClient client = builder().start()) {
            for (int i = 0; i < 100; i++) {
                client.meters().counter("steps").increment();
                client.collect();
                clock.advance(Duration.ofSeconds(30));
            }
            client.flush();
            assertThat(client.drain(PATIENCE)).isTrue();
        }

        List<Sample> steps = receiver.samples().stream()
                .filter(s -> s.labels().metricName().equals("steps_total"))
                .toList();
        assertThat(steps).hasSize(100);
        assertThat(steps.get(99).timestampMillis())
                .isEqualTo(start.plusSeconds(99 * 30).toEpochMilli());
        assertThat(steps.get(99).value()).isEqualTo(100);
        assertThat(receiver.requests()).hasSizeLessThan(5);
    }

    @Test
    void a_change_with_its_own_id_is_sent_as_given() throws Exception {
        Change change = new Change(
                "deploy-17", clock.instant(), "payment", "", "deploy", "payment 2.0", "ci", Map.of("version", "2.0"));
        try (NightjarClient client = builder().start()) {
            client.recordChange(change);
            assertThat(client.drain(PATIENCE)).isTrue();
        }

        assertThat(receiver.changes()).singleElement().asString().contains("\"changeId\":\"deploy-17\"");
    }

    @Test
    void a_sign_of_life_goes_to_its_url() throws Exception {
        try (NightjarClient client = builder().start()) {
            client.heartbeat("night job/7");
            assertThat(client.drain(PATIENCE)).isTrue();
        }

        assertThat(receiver.heartbeats()).containsExactly("night job/7");
    }

    /** One is being sent again and again, and one waits behind it. */
    @Test
    void of_signs_of_life_that_could_not_be_sent_the_newest_is_kept() throws Exception {
        receiver.otherwise(BUSY);
        try (NightjarClient client = builder().start()) {
            for (int i = 0; i < 50; i++) {
                client.heartbeat("job-" + i);
            }
            receiver.await(r -> !r.requests().isEmpty());
            receiver.otherwise(new Behaviour.Accept());
            assertThat(client.drain(PATIENCE)).isTrue();
        }

        assertThat(receiver.heartbeats()).hasSizeLessThanOrEqualTo(2).endsWith("job-49");
    }

    @Test
    void a_server_address_that_is_none_is_refused_at_once() {
        assertThatThrownBy(() -> builder().server(URI.create("localhost:7300")))
                .hasMessage("server must look like http://host:7300, found \"localhost:7300\"");
    }
}
