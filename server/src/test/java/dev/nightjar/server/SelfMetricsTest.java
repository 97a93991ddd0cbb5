package dev.nightjar.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SelfMetricsTest {
    @Test
    void a_counter_goes_on_after_a_collection() {
        AtomicLong count = new AtomicLong(5);
        try (SelfMetrics metrics = new SelfMetrics()) {
            metrics.counter("test.things", "Things.", count::get);
            System.gc();
            count.set(7);

            assertThat(metrics.expose()).contains("test_things_total 7.0");
        }
    }
}
