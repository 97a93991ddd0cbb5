package dev.nightjar.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.testkit.HostileServer;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
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
