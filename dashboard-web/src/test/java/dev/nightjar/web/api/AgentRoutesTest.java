package dev.nightjar.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.query.promql.PromQl;
import dev.nightjar.testkit.InMemorySeriesStore;
import dev.nightjar.testkit.TestingClock;
import dev.nightjar.web.prometheus.PromqlQueries;
import dev.nightjar.web.prometheus.TestingPrometheus;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AgentRoutesTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    private final TestingClock clock = new TestingClock(NOW);
    private final InMemorySeriesStore store = new InMemorySeriesStore();
    private final AgentRoutes routes = new AgentRoutes(
            new MetricAnswers(new PromqlQueries(new PromQl(store, clock), TestingPrometheus.unwatched(clock))), clock);

    private void sample(String metric, String instance, Duration before, double value) {
        sample(Labels.of("__name__", metric, "instance", instance), before, value);
    }

    private void sample(Labels labels, Duration before, double value) {
        store.append(SampleBatch.builder()
                .series(labels)
                .sample(NOW.minus(before).toEpochMilli(), value)
                .build());
    }

    private void seen(String instance, String version, Duration before) {
        sample(Labels.of("__name__", "nightjar_agent_build_info", "instance", instance, "version", version), before, 1);
        sample("nightjar_agent_interval_seconds", instance, before, 15);
    }

    @Test
    void an_agent_shows_its_last_word_and_what_it_lost_within_the_day() {
        seen("web-7", "0.1.0", Duration.ofSeconds(20));
        sample("nightjar_agent_log_lag_bytes", "web-7", Duration.ofSeconds(20), 4096);
        sample("nightjar_agent_metric_queued_bytes", "web-7", Duration.ofSeconds(20), 100);
        sample("nightjar_agent_metric_samples_dropped_total", "web-7", Duration.ofHours(2), 5);
        sample("nightjar_agent_metric_samples_dropped_total", "web-7", Duration.ofSeconds(20), 12);
        sample("nightjar_agent_log_lines_refused_total", "web-7", Duration.ofSeconds(20), 3);

        assertThat(routes.agents(NOW.toEpochMilli()).agents())
                .containsExactly(new AgentDocuments.Agent(
                        "web-7", "0.1.0", NOW.minusSeconds(20).toEpochMilli(), false, 15, 4096, 100, 7, 0, 0));
    }

    @Test
    void one_that_missed_its_readings_is_silent_and_comes_first_and_one_of_last_week_is_forgotten() {
        seen("a", "0.1.0", Duration.ofSeconds(59));
        seen("b", "0.1.0", Duration.ofSeconds(61));
        seen("c", "0.1.0", Duration.ofHours(25));

        assertThat(routes.agents(NOW.toEpochMilli()).agents())
                .extracting(AgentDocuments.Agent::instance, AgentDocuments.Agent::silent)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("b", true),
                        org.assertj.core.groups.Tuple.tuple("a", false));
    }

    @Test
    void an_agent_that_was_upgraded_is_one_agent() {
        seen("a", "0.1.0", Duration.ofHours(1));
        seen("a", "0.2.0", Duration.ofSeconds(5));

        assertThat(routes.agents(NOW.toEpochMilli()).agents())
                .singleElement()
                .satisfies(agent -> assertThat(agent.version()).isEqualTo("0.2.0"));
    }
}
