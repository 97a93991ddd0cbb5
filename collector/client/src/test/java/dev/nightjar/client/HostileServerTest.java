package dev.nightjar.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.testkit.HostileServer;
import dev.nightjar.testkit.TestingReceiver;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a server does: the service is not kept waiting, sees no exception, and ends in time. */
class HostileServerTest {
    private static final int LINES = 10_000;

    private static NightjarClient client(HostileServer server) {
        return NightjarClient.builder("checkout", "checkout-1")
                .server(server.uri())
                .interval(Duration.ofMillis(20))
                .retry(new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(5)))
                .mostQueuedBytes(100_000)
                .start();
    }

    /** A client that waited for these servers would wait for ever, or for its request to time out after ten seconds. */
    @ParameterizedTest
    @EnumSource(HostileServer.Manner.class)
    @Timeout(60)
    void nothing_waits_for_a_server_and_closing_does_not_either(HostileServer.Manner manner) throws Exception {
        try (HostileServer server = new HostileServer(manner)) {
            NightjarClient client = client(server);
            for (int i = 0; i < LINES; i++) {
                client.logs().log(i, "info", "line " + i);
                client.meters().counter("orders").increment();
                client.calls().begin(CallSide.SERVER, "http", "GET /").exitHttp(200, null);
            }
            client.recordDeploy("1.0", "ci");
            client.heartbeat("nightly");
            server.awaitConnection();
            long begun = System.nanoTime();
            client.close();

            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .as("a second is promised; more is the machine's, ten would be the request's own end")
                    .isLessThan(Duration.ofSeconds(5));
            client.logs().log(1, "info", "after the end");
            client.meters().counter("orders").increment();
            client.recordDeploy("1.1", "ci");
            client.heartbeat("nightly");
        }
    }

    /** It would hold up closing for ever. */
    @Test
    @Timeout(60)
    void a_gauge_without_end_does_not_hold_up_closing() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (TestingReceiver receiver = new TestingReceiver()) {
            NightjarClient client = NightjarClient.builder("checkout", "checkout-1")
                    .server(receiver.uri())
                    .closeWithin(Duration.ofMillis(300))
                    .start();
            client.meters().gauge("stuck", never, gate -> {
                awaitUninterruptibly(gate);
                return 1;
            });
            client.close();
        } finally {
            never.countDown();
        }
    }

    @Test
    @Timeout(60)
    void the_last_lines_are_sent_before_gauges_are_asked() throws Exception {
        CountDownLatch lineArrived = new CountDownLatch(1);
        try (TestingReceiver receiver = new TestingReceiver()) {
            NightjarClient client = NightjarClient.builder("checkout", "checkout-1")
                    .server(receiver.uri())
                    .closeWithin(Duration.ofSeconds(50))
                    .start();
            client.meters().gauge("slow", lineArrived, gate -> {
                awaitUninterruptibly(gate);
                return 1;
            });
            client.logs().log(1, "info", "the last line");
            Thread closing = Thread.ofVirtual().start(client::close);
            receiver.await(all -> !all.lines().isEmpty());
            lineArrived.countDown();
            closing.join();

            assertThat(receiver.lines()).extracting(TestingReceiver.Line::text).containsExactly("the last line");
            assertThat(receiver.samples())
                    .anyMatch(sample -> sample.labels().metricName().equals("slow"));
        }
    }

    private static void awaitUninterruptibly(CountDownLatch gate) {
        while (gate.getCount() > 0) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                // as code does that takes no hints
            }
        }
    }

    @Test
    @Timeout(60)
    void a_slow_server_has_the_last_batch_where_closing_was_given_the_time() throws Exception {
        try (SlowReceiver receiver = new SlowReceiver(Duration.ofMillis(300))) {
            NightjarClient client = NightjarClient.builder("checkout", "checkout-1")
                    .server(receiver.uri())
                    .interval(Duration.ofHours(1))
                    .closeWithin(Duration.ofSeconds(30))
                    .start();
            client.logs().log(1, "info", "the last line");
            client.meters().counter("orders").increment();
            client.recordDeploy("1.0", "ci");
            client.close();

            assertThat(receiver.answered())
                    .containsExactlyInAnyOrder(
                            "/nightjar/v1/changes", "/nightjar/v1/ingest/logs", "/nightjar/v1/ingest/metrics");
        }
    }

    @Test
    void closing_in_no_time_is_refused() {
        assertThatThrownBy(
                        () -> NightjarClient.builder("checkout", "checkout-1").closeWithin(Duration.ZERO))
                .hasMessage("closing takes some time, found PT0S");
    }

    @Test
    @Timeout(60)
    void of_an_answer_without_end_only_the_beginning_is_read() throws Exception {
        try (HostileServer server = new HostileServer(HostileServer.Manner.ANSWERS_WITHOUT_END)) {
            HttpClient http = Transport.newHttpClient();
            Delivery answer = new Transport(http, server.uri(), "", InstantSource.system())
                    .deliver(new Shipment("a-1", "/nightjar/v1/changes", "application/json", new byte[2], 1));

            assertThat(answer).isInstanceOf(Delivery.Refused.class);
            assertThat(((Delivery.Refused) answer).reason())
                    .startsWith(server.uri() + " answered 400: xxx")
                    .hasSizeLessThan(600);
            Transport.hangUp(http);
        }
    }
}
