package dev.nightjar.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.testkit.InMemoryLogStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogBurstsTest {
    private static final Instant END = Instant.parse("2026-03-02T03:00:20Z");

    private final InMemoryLogStore store = new InMemoryLogStore();
    private final LogBursts bursts = new LogBursts(store);

    private void lines(String level, Instant from, Instant until, Duration every, String text) {
        LogBatch.StreamBuilder stream = LogBatch.stream(Labels.of("service", "checkout", "level", level));
        int number = 0;
        for (Instant at = from; at.isBefore(until); at = at.plus(every)) {
            stream.line(
                    at.getEpochSecond() * 1_000_000_000L + at.getNano(),
                    (text + " " + ++number).getBytes(StandardCharsets.UTF_8));
        }
        store.append(new LogBatch(List.of(stream.build())));
    }

    @Test
    void a_level_that_becomes_loud_is_found_with_its_start_and_a_line() {
        lines("error", END.minusSeconds(1800), END, Duration.ofSeconds(20), "now and then");
        Instant onset = Instant.parse("2026-03-02T02:58:33Z");
        lines("error", onset, END, Duration.ofMillis(300), "no answer within 1000 ms\n\tat shop.Handler");

        assertThat(bursts.find("checkout", END.minusSeconds(1800), END))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.kind()).isEqualTo("log-burst");
                    assertThat(found.resource()).isEqualTo("error lines");
                    assertThat(found.since()).isBetween(onset.minusSeconds(2), onset.plusSeconds(4));
                    assertThat(found.text())
                            .startsWith("203 error lines a minute, usually 3; such as: no answer within 1000 ms");
                    assertThat(found.query()).isEqualTo("{service=\"checkout\", level=\"error\"}");
                });
    }

    @Test
    void a_steady_level_is_not_a_burst_however_loud() {
        lines("warn", END.minusSeconds(1800), END, Duration.ofMillis(300), "always");
        assertThat(bursts.find("checkout", END.minusSeconds(1800), END)).isEmpty();
    }

    @Test
    void what_was_loud_and_is_quiet_again_is_not_a_burst() {
        lines("error", END.minusSeconds(900), END.minusSeconds(700), Duration.ofMillis(200), "over");
        assertThat(bursts.find("checkout", END.minusSeconds(1800), END)).isEmpty();
    }
}
