package dev.nightjar.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.testkit.TestingClock;
import dev.nightjar.web.access.AccessGate.Need;
import dev.nightjar.web.http.TestingServer;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OriginsTest {
    private final TestingServer server = new TestingServer((router, workers) -> {
        TestingClock clock = new TestingClock(Instant.EPOCH);
        AccessGate gate = new AccessGate(
                new Sessions(new byte[32], clock, new Random(1)),
                ApiTokens.none(),
                AccessGate.Trust.THIS_MACHINE,
                Origins.matching("https://grafana\\.(example|test)"));
        router.route().handler(context -> {
            if (gate.admits(context.request())) {
                context.next();
            }
        });
        router.options("/ask").handler(gate.preflight());
        router.post("/ask").handler(gate.require(Need.QUERY)).handler(context -> context.end("answer"));
        router.post("/delete").handler(gate.require(Need.ADMINISTER)).handler(context -> context.end("done"));
    });

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void an_allowed_site_may_ask_and_read() {
        HttpResponse<String> response = server.post(
                "/ask", "text/plain", "", "Origin", "https://grafana.example", "Sec-Fetch-Site", "cross-site");

        assertThat(response.body()).isEqualTo("answer");
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://grafana.example");
        assertThat(response.headers().firstValue("Vary")).hasValue("Origin");
    }

    @Test
    void an_allowed_site_may_change_nothing() {
        assertThat(server.post("/delete", "text/plain", "", "Origin", "https://grafana.example")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void any_other_site_may_not_even_ask() {
        HttpResponse<String> response = server.post("/ask", "text/plain", "", "Origin", "https://grafana.example.evil");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void what_is_no_expression_is_told() {
        assertThatThrownBy(() -> Origins.matching("("))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("\"(\" is not an RE2 regular expression: ");
    }
}
