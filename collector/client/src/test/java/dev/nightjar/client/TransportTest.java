package dev.nightjar.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.testkit.TestingClock;
import dev.nightjar.testkit.TestingReceiver;
import dev.nightjar.testkit.TestingReceiver.Behaviour;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransportTest {
    private final TestingClock clock = new TestingClock(Instant.parse("2026-11-21T04:00:00Z"));
    private final Shipment shipment = new Shipment("a-1", "/nightjar/v1/changes", "application/json", new byte[2], 1);

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 408, 429, 500, 502, 503, 504})
    void what_may_pass_is_tried_again(int status) throws Exception {
        assertThat(answerTo(new Behaviour.Answer(status, "7", "")))
                .isEqualTo(new Delivery.RetryLater(Duration.ofSeconds(7), reason(status)));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 415, 422})
    void what_will_not_pass_is_not(int status) throws Exception {
        assertThat(answerTo(new Behaviour.Answer(status, "", "{\"error\":\"no\"}")))
                .isEqualTo(new Delivery.Refused(reason(status) + ": {\"error\":\"no\"}"));
    }

    @Test
    void retry_after_may_be_a_date_and_nonsense_is_no_wait() throws Exception {
        assertThat(answerTo(new Behaviour.Answer(503, "Sat, 21 Nov 2026 04:00:09 GMT", "")))
                .isEqualTo(new Delivery.RetryLater(Duration.ofSeconds(9), reason(503)));
        assertThat(answerTo(new Behaviour.Answer(503, "Fri, 20 Nov 2026 04:00:09 GMT", "")))
                .isEqualTo(new Delivery.RetryLater(Duration.ZERO, reason(503)));
        assertThat(answerTo(new Behaviour.Answer(503, "soon", "")))
                .isEqualTo(new Delivery.RetryLater(Duration.ZERO, reason(503)));
    }

    private String uri = "";

    private String reason(int status) {
        return uri + " answered " + status;
    }

    private Delivery answerTo(Behaviour behaviour) throws Exception {
        try (TestingReceiver receiver = new TestingReceiver().next(behaviour);
                HttpClient http = Transport.newHttpClient()) {
            URI server = receiver.uri();
            uri = server.toString();
            return new Transport(http, server, "", clock).deliver(shipment);
        }
    }
}
