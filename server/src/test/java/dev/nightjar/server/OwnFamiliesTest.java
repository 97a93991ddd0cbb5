package dev.nightjar.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.web.prometheus.OwnFamily;
import dev.nightjar.web.prometheus.OwnFamily.OwnSample;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnFamiliesTest {
    @Test
    void what_metrics_serves_becomes_families() {
        assertThat(OwnFamilies.of("""
                # HELP took_seconds Time it took.
                # TYPE took_seconds summary
                took_seconds_count{by="a"} 2
                took_seconds_sum{by="a"} 0.5
                # TYPE sent_total counter
                sent_total 7
                said_nothing_of 1
                """))
                .containsExactly(
                        new OwnFamily(
                                new MetricMetadata("took_seconds", MetricMetadata.Type.SUMMARY, "Time it took.", ""),
                                List.of(
                                        new OwnSample(Labels.of("__name__", "took_seconds_count", "by", "a"), 2),
                                        new OwnSample(Labels.of("__name__", "took_seconds_sum", "by", "a"), 0.5))),
                        new OwnFamily(
                                new MetricMetadata("sent_total", MetricMetadata.Type.COUNTER, "", ""),
                                List.of(new OwnSample(Labels.of("__name__", "sent_total"), 7))),
                        new OwnFamily(
                                new MetricMetadata("said_nothing_of", MetricMetadata.Type.UNKNOWN, "", ""),
                                List.of(new OwnSample(Labels.of("__name__", "said_nothing_of"), 1))));
    }

    @Test
    void what_this_process_really_serves_can_be_read() {
        try (SelfMetrics metrics = new SelfMetrics().counter("nightjar.things", "Things.", () -> 3)) {
            assertThat(OwnFamilies.of(metrics.expose()))
                    .anyMatch(family -> family.metadata().family().equals("nightjar_things_total")
                            && family.metadata().type() == MetricMetadata.Type.COUNTER
                            && family.samples().getFirst().value() == 3)
                    .noneMatch(family -> family.samples().isEmpty());
        }
    }
}
