package dev.nightjar.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.testkit.TestingClock;
import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.http.Problems;
import dev.nightjar.web.http.Reply;
import dev.nightjar.web.http.TestingServer;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanTest {
    private final TestingClock clock = new TestingClock(Instant.ofEpochSecond(1_700_000_000));

    private final TestingServer server = new TestingServer((router, workers) -> router.get("/span")
            .handler(new Dispatcher(workers)
                    .handler(
                            exchange -> {
                                Span span = Span.of(exchange, clock);
                                return Reply.text(200, span.startMillis() + " " + span.endMillis());
                            },
                            Problems::reply)));

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1699996400000 1700000000000",
        "?range=600, 1699999400000 1700000000000",
        "?range=10m, 1699999400000 1700000000000",
        "?range=0.5, 1699999999500 1700000000000",
        "?end=1600000000000&range=60, 1599999940000 1600000000000",
        "?end=1600000000&range=60, 1599999940000 1600000000000",
        "?end=2020-09-13T12:26:40Z&range=60, 1599999940000 1600000000000"
    })
    void a_span_is_an_end_and_a_range(String query, String span) {
        assertThat(server.get("/span" + query).body()).isEqualTo(span);
    }

    @Test
    void what_is_neither_is_refused() {
        assertThat(server.get("/span?end=soon").body())
                .isEqualTo("{\"error\":\"soon is not a time\",\"where\":\"parameter \\\"end\\\"\",\"hint\":null}");
        assertThat(server.get("/span?range=-5").statusCode()).isEqualTo(400);
        assertThat(server.get("/span?range=9999d").statusCode()).isEqualTo(400);
    }

    @Test
    void steps_and_windows_see_at_least_two_samples() {
        Span hour = new Span(0, 3_600_000);

        assertThat(hour.stepMillis(120)).isEqualTo(30_000);
        assertThat(hour.window(30_000)).isEqualTo("120s");
        assertThat(new Span(0, 60_000).stepMillis(120)).isEqualTo(5000);
        assertThat(new Span(0, 60_000).window(5000)).isEqualTo("30s");
    }
}
