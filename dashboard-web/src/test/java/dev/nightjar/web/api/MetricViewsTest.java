package dev.nightjar.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.model.Labels;
import dev.nightjar.query.promql.PromQl;
import dev.nightjar.testkit.InMemorySeriesStore;
import dev.nightjar.testkit.TestingClock;
import dev.nightjar.web.api.Documents.RankedInstance;
import dev.nightjar.web.prometheus.PromqlQueries;
import dev.nightjar.web.prometheus.TestingPrometheus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the views ask of metrics, by the real engine over a store in memory. */
class MetricViewsTest {
    private static final long END = 1_700_000_000_000L;

    private final InMemorySeriesStore series = new InMemorySeriesStore();
    private final TestingClock clock = new TestingClock(Instant.ofEpochMilli(END));
    private final MetricAnswers metrics =
            new MetricAnswers(new PromqlQueries(new PromQl(series, clock), TestingPrometheus.unwatched(clock)));
    private final Span span = new Span(END - 600_000, END);

    /** Four instances of checkout, one request a second each; the disk of the last is slow in the last five minutes. */
    @BeforeEach
    void write() {
        for (int i = 1; i <= 4; i++) {
            String instance = "checkout-" + i;
            double writeSeconds = 0;
            for (int step = 0; step <= 60; step++) {
                long at = END - 600_000 + step * 10_000L;
                writeSeconds += i == 4 && step > 30 ? 2 : 0.04;
                Labels of = Labels.of("service", "checkout", "instance", instance);
                series.put(of.with("__name__", "http_requests_total").with("code", "200"), at, step * 10);
                series.put(of.with("__name__", "http_requests_total").with("code", "500"), at, step);
                series.put(of.with("__name__", "app_info").with("version", "1.2." + i), at, 1);
                series.put(
                        of.with("__name__", "node_disk_writes_completed_total").with("device", "sda"), at, step * 10);
                series.put(
                        of.with("__name__", "node_disk_write_time_seconds_total")
                                .with("device", "sda"),
                        at,
                        writeSeconds);
            }
        }
        series.put(Labels.of("__name__", "up", "job", "node"), END, 1);
    }

    @Test
    void services_and_instances_are_those_that_report() {
        ServiceCatalog catalog = new ServiceCatalog(series, metrics);

        assertThat(catalog.services(span)).containsExactly("checkout");
        assertThat(catalog.instances("checkout", span))
                .containsExactly("checkout-1", "checkout-2", "checkout-3", "checkout-4");
        assertThat(catalog.versions("checkout", span)).containsEntry("checkout-2", "1.2.2");
    }

    @Test
    void a_service_sends_whatever_it_is_that_it_sends() {
        ServiceCatalog catalog = new ServiceCatalog(series, metrics);
        Labels database = Labels.of("__name__", "pg_up", "service", "orders.db|\\E", "instance", "db-1");
        Labels gone = Labels.of("__name__", "pg_up", "service", "old-db", "instance", "db-0");
        series.put(database, END - 10_000, 1);
        series.put(gone, END - 900_000, 1);

        assertThat(catalog.sending(List.of("orders.db|\\E", "old-db", "ordersxdb"), END))
                .containsExactly("orders.db|\\E");
        assertThat(catalog.sending(List.of(), END)).isEmpty();
    }

    @Test
    void requests_and_errors_are_summed_over_instances() {
        RequestNumbers numbers = RequestNumbers.of(metrics, span);

        assertThat(numbers.reports("checkout")).isTrue();
        assertThat(numbers.requests("checkout").values().getLast()).isCloseTo(4.4, within(0.01));
        assertThat(numbers.errors("checkout").values().getLast()).isCloseTo(0.4, within(0.01));
        assertThat(numbers.latencyP95("checkout")).isNull();
        assertThat(numbers.requests("payment").values()).containsOnlyNulls();
        assertThat(numbers.reports("payment")).isFalse();
    }

    @Test
    void the_slow_disk_is_found_with_its_reason() {
        List<RankedInstance> ranked = new Ranking(metrics)
                .rank(
                        "checkout",
                        span,
                        List.of("checkout-1", "checkout-2", "checkout-3", "checkout-4", "checkout-5"),
                        Map.of("checkout-4", "1.2.4"));

        assertThat(ranked).hasSize(5);
        RankedInstance odd = ranked.getFirst();
        assertThat(odd.instance()).isEqualTo("checkout-4");
        assertThat(odd.version()).isEqualTo("1.2.4");
        assertThat(odd.deviation()).isGreaterThan(1);
        assertThat(odd.findings().getFirst().panel()).isEqualTo("disk-write-time");
        assertThat(odd.findings().getFirst().resource()).isEqualTo("disk sda");
        assertThat(odd.findings().getFirst().text()).startsWith("writes to sda in 200 ms, its peers in 4 ms, since ");
        assertThat(ranked.get(1).findings()).isEmpty();
        assertThat(ranked.getLast().instance()).isEqualTo("checkout-5");
    }
}
