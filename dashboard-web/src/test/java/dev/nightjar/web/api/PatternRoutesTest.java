package dev.nightjar.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.query.QueryLimits;
import dev.nightjar.query.running.ActiveQueries;
import dev.nightjar.query.running.SlowQueries;
import dev.nightjar.testkit.InMemoryLogPatterns;
import dev.nightjar.testkit.InMemoryLogStore;
import dev.nightjar.testkit.TestingClock;
import dev.nightjar.web.access.AccessGate;
import dev.nightjar.web.access.ApiTokens;
import dev.nightjar.web.access.Sessions;
import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.http.TestingServer;
import dev.nightjar.web.loki.LogqlQueries;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PatternRoutesTest {
    private static final long NOW = 1_700_000_000_000L;

    private final TestingClock clock = new TestingClock(Instant.ofEpochMilli(NOW));
    private final InMemoryLogStore logs = new InMemoryLogStore();
    private final TestingServer server = new TestingServer((router, workers) -> {
        AccessGate gate = new AccessGate(
                new Sessions(new byte[32], clock, new Random(1)), ApiTokens.none(), AccessGate.Trust.THIS_MACHINE);
        ActiveQueries active = new ActiveQueries(clock, new SlowQueries(Duration.ZERO, 10, query -> {}));
        new PatternRoutes(
                        new InMemoryLogPatterns(logs),
                        new LogqlQueries(logs, QueryLimits.DEFAULTS, clock, active, System::nanoTime),
                        clock)
                .mount(new ApiRouter(router, gate, new Dispatcher(workers)));
    });

    @AfterEach
    void stop() {
        server.close();
    }

    @BeforeEach
    void write() {
        LogBatch.StreamBuilder checkout = LogBatch.stream(Labels.of("service", "checkout", "version", "1.4"));
        line(checkout, 7_200, "order 1 paid");
        for (int i = 0; i < 10; i++) {
            line(checkout, 600 + 60 * i, "order " + i + " paid");
        }
        line(checkout, 300, "disk 3 is full");
        LogBatch.StreamBuilder cart = LogBatch.stream(Labels.of("service", "cart"));
        line(cart, 300, "order 77 paid");
        logs.append(new LogBatch(List.of(checkout.build(), cart.build())));
    }

    private static void line(LogBatch.StreamBuilder to, int secondsAgo, String text) {
        to.line((NOW - secondsAgo * 1000L) * 1_000_000, text.getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode patterns(String query, String more) throws Exception {
        return TestingServer.json(server.get(
                "/nightjar/v1/logs/patterns?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + more));
    }

    @Test
    void patterns_come_with_counts_since_when_they_are_seen_and_an_example() throws Exception {
        JsonNode answer = patterns("{service=\"checkout\"}", "");
        assertThat(answer.at("/startMillis").asLong()).isEqualTo(NOW - 3_600_000);
        assertThat(answer.at("/stepSeconds").asInt()).isEqualTo(60);
        assertThat(answer.at("/lines").asLong()).isEqualTo(11);
        JsonNode orders = answer.at("/patterns/0");
        assertThat(orders.at("/pattern").asText()).isEqualTo("order <_> paid");
        assertThat(orders.at("/lines").asLong()).isEqualTo(10);
        assertThat(orders.at("/share").asDouble()).isEqualTo(10 / 11.0);
        assertThat(orders.at("/counts")).hasSize(60);
        assertThat(orders.at("/firstSeenMillis").asLong()).isEqualTo(NOW - 7_200_000);
        assertThat(orders.at("/newSinceMillis").isNull()).isTrue();
        JsonNode disk = answer.at("/patterns/1");
        assertThat(disk.at("/newSinceMillis").asLong()).isEqualTo(NOW - 300_000);
        assertThat(disk.at("/origins").toString())
                .isEqualTo("[{\"service\":\"checkout\",\"version\":\"1.4\",\"lines\":1,\"firstSeenMillis\":"
                        + (NOW - 300_000) + ",\"firstSeenInVersionMillis\":" + (NOW - 300_000)
                        + ",\"newInVersion\":true}]");
        assertThat(disk.at("/example").toString())
                .isEqualTo("{\"atNanos\":\"" + (NOW - 300_000) + "000000\",\"labels\":{\"service\":\"checkout\","
                        + "\"version\":\"1.4\"},\"line\":\"disk 3 is full\"}");
    }

    @Test
    void what_is_new_is_listed_whatever_the_limit() throws Exception {
        JsonNode answer = patterns("{}", "&limit=1");
        assertThat(answer.at("/patterns")).hasSize(2);
        assertThat(answer.at("/patterns/0/lines").asLong()).isEqualTo(11);
        JsonNode short1 = patterns("{}", "&limit=1&end=" + (NOW - 400_000));
        assertThat(short1.at("/patterns")).hasSize(1);
        assertThat(short1.at("/others/patterns").asInt()).isZero();
    }

    @Test
    void the_filters_of_a_query_of_lines_do_not_matter_and_what_is_none_is_refused() throws Exception {
        assertThat(patterns("{service=\"cart\"} |= \"nothing\"", "")
                        .at("/lines")
                        .asLong())
                .isEqualTo(1);
        assertThat(server.get("/nightjar/v1/logs/patterns?query=up").statusCode())
                .isEqualTo(400);
        assertThat(server.get("/nightjar/v1/logs/patterns?limit=0").body())
                .contains("expected a number from 1 to 1000, found \\\"0\\\"");
    }
}
