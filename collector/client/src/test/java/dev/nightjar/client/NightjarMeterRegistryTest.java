package dev.nightjar.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Exemplar;
import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.Labels;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.StaleMarker;
import dev.nightjar.testkit.TestingClock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NightjarMeterRegistryTest {
    private SpanSource.@Nullable Span span;
    private final TestingClock clock = new TestingClock(Instant.parse("2026-11-21T04:00:00Z"));
    private final NightjarMeterRegistry registry = new NightjarMeterRegistry(new MicrometerClock(clock), () -> span);

    @Test
    void a_counter_only_grows() throws Exception {
        Counter counter = registry.counter("http.requests", "code", "200");
        counter.increment(3);
        assertThat(read()).containsEntry("http_requests_total{code=\"200\"}", 3.0);
        clock.advance(Duration.ofHours(1));
        counter.increment();
        assertThat(read()).containsEntry("http_requests_total{code=\"200\"}", 4.0);
    }

    @Test
    void a_histogram_keeps_all_it_ever_saw_in_cumulative_buckets() throws Exception {
        Timer timer = Timer.builder("http.request.duration")
                .serviceLevelObjectives(Duration.ofMillis(5), Duration.ofMillis(100), Duration.ofSeconds(1))
                .register(registry);
        timer.record(Duration.ofMillis(3));
        timer.record(Duration.ofMillis(50));
        clock.advance(Duration.ofDays(2));
        timer.record(Duration.ofMillis(100));
        timer.record(Duration.ofSeconds(7));

        assertThat(read())
                .containsEntry("http_request_duration_seconds_bucket{le=\"0.005\"}", 1.0)
                .containsEntry("http_request_duration_seconds_bucket{le=\"0.1\"}", 3.0)
                .containsEntry("http_request_duration_seconds_bucket{le=\"1.0\"}", 3.0)
                .containsEntry("http_request_duration_seconds_bucket{le=\"+Inf\"}", 4.0)
                .containsEntry("http_request_duration_seconds_count", 4.0)
                .containsEntry("http_request_duration_seconds_sum", 7.153)
                .containsEntry("http_request_duration_seconds_max", 7.0);
    }

    @Test
    void a_summary_has_buckets_in_its_own_unit_and_quantiles_where_asked_for() throws Exception {
        DistributionSummary summary = DistributionSummary.builder("payload")
                .baseUnit("bytes")
                .serviceLevelObjectives(100, 20_000_000)
                .publishPercentiles(0.5)
                .register(registry);
        summary.record(64);
        summary.record(50_000_000);

        assertThat(read())
                .containsEntry("payload_bytes_bucket{le=\"100.0\"}", 1.0)
                .containsEntry("payload_bytes_bucket{le=\"20000000.0\"}", 1.0)
                .containsEntry("payload_bytes_bucket{le=\"+Inf\"}", 2.0)
                .containsEntry("payload_bytes_sum", 50_000_064.0)
                .containsKey("payload_bytes{quantile=\"0.5\"}");
    }

    @Test
    void a_gauge_that_lost_its_object_is_left_out() throws Exception {
        Gauge.builder("queue.size", () -> 4).register(registry);
        Gauge.builder("gone", () -> Double.NaN).register(registry);

        assertThat(read()).containsEntry("queue_size", 4.0).doesNotContainKey("gone");
    }

    @Test
    void a_meter_that_throws_does_not_spoil_the_others() throws Exception {
        FunctionCounter.builder("broken", this, self -> {
                    throw new IllegalStateException("no");
                })
                .register(registry);
        registry.counter("sound").increment();

        assertThat(read()).containsEntry("sound_total", 1.0).doesNotContainKey("broken_total");
    }

    @Test
    void a_removed_meter_ends_with_a_stale_marker_once() throws Exception {
        Counter counter = registry.counter("sessions");
        read();
        registry.remove(counter);

        SampleBatch.Builder ending = SampleBatch.builder();
        registry.sampleInto(ending, 1);
        SampleBatch.Builder after = SampleBatch.builder();
        registry.sampleInto(after, 2);

        assertThat(ending.build().valueBits(0)).isEqualTo(StaleMarker.BITS);
        assertThat(after.build().sampleCount()).isZero();
    }

    @Test
    void the_server_is_told_once_an_hour_what_the_metrics_are() {
        Counter.builder("http.requests")
                .description("Requests answered.")
                .tag("code", "200")
                .register(registry);
        registry.counter("http.requests", "code", "500");
        Timer.builder("http.request.duration")
                .serviceLevelObjectives(Duration.ofMillis(5))
                .register(registry);
        DistributionSummary.builder("payload").baseUnit("bytes").register(registry);

        assertThat(families())
                .containsExactlyInAnyOrder(
                        new MetricMetadata(
                                "http_requests_total", MetricMetadata.Type.COUNTER, "Requests answered.", ""),
                        new MetricMetadata(
                                "http_request_duration_seconds", MetricMetadata.Type.HISTOGRAM, "", "seconds"),
                        new MetricMetadata(
                                "http_request_duration_seconds_max", MetricMetadata.Type.GAUGE, "", "seconds"),
                        new MetricMetadata("payload_bytes", MetricMetadata.Type.SUMMARY, "", "bytes"),
                        new MetricMetadata("payload_bytes_max", MetricMetadata.Type.GAUGE, "", "bytes"));
        assertThat(families()).as("at once again").isEmpty();
        clock.advance(Duration.ofHours(1));
        assertThat(families()).as("an hour later").hasSize(5);
    }

    @Test
    void a_percentile_histogram_has_buckets_over_the_expected_range() throws Exception {
        Timer timer = Timer.builder("query")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(10))
                .maximumExpectedValue(Duration.ofSeconds(1))
                .register(registry);
        timer.record(Duration.ofMillis(20));
        timer.record(Duration.ofSeconds(20));

        Map<String, Double> found = read();
        List<Double> bounds = found.keySet().stream()
                .filter(series -> series.startsWith("query_seconds_bucket{le=\"") && !series.contains("+Inf"))
                .map(series -> Double.parseDouble(series.substring(series.indexOf('"') + 1, series.lastIndexOf('"'))))
                .toList();
        assertThat(bounds).hasSizeBetween(15, 40).contains(0.01, 1.0).allMatch(bound -> bound >= 0.01 && bound <= 1);
        assertThat(found)
                .containsEntry("query_seconds_bucket{le=\"1.0\"}", 1.0)
                .containsEntry("query_seconds_bucket{le=\"+Inf\"}", 2.0);
    }

    @Test
    void values_lead_to_the_spans_they_were_measured_in() {
        Timer timer = Timer.builder("query")
                .serviceLevelObjectives(Duration.ofMillis(100), Duration.ofSeconds(1))
                .register(registry);
        Counter counter = registry.counter("orders");
        timer.record(Duration.ofMillis(30));
        span = new SpanSource.Span("4bf9", "00f0");
        timer.record(Duration.ofMillis(100));
        timer.record(Duration.ofSeconds(7));
        counter.increment(3);
        span = new SpanSource.Span("ffff", "0001");
        timer.record(Duration.ofMillis(90));

        Labels first = Labels.of("trace_id", "4bf9", "span_id", "00f0");
        assertThat(exemplars())
                .as("a bucket's first in a second is kept")
                .containsExactlyInAnyOrder(
                        "query_seconds_bucket{le=\"0.1\"} " + new Exemplar(first, 0.1, clock.millis()),
                        "query_seconds_bucket{le=\"+Inf\"} " + new Exemplar(first, 7, clock.millis()),
                        "orders_total " + new Exemplar(first, 3, clock.millis()));
        assertThat(exemplars()).as("each is told once").isEmpty();
        clock.advance(Duration.ofSeconds(1));
        timer.record(Duration.ofMillis(90));
        assertThat(exemplars()).singleElement().asString().contains("ffff");
    }

    @Test
    void a_tracer_that_throws_does_not_reach_the_service() throws Exception {
        NightjarMeterRegistry broken = new NightjarMeterRegistry(new MicrometerClock(clock), () -> {
            throw new IllegalStateException("no tracer");
        });
        Counter counter = broken.counter("orders");
        counter.increment();

        assertThat(counter.count()).isEqualTo(1);
    }

    private List<String> exemplars() {
        SampleBatch.Builder to = SampleBatch.builder();
        registry.sampleInto(to, clock.millis());
        SampleBatch batch = to.build();
        return batch.attachments().exemplars().stream()
                .map(each -> {
                    try {
                        return LabelBytes.decode(
                                        batch.bytes(), batch.labelStart(each.series()), batch.labelEnd(each.series()))
                                + " " + each.exemplar();
                    } catch (LabelBytes.InvalidLabelsException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }

    private List<MetricMetadata> families() {
        SampleBatch.Builder to = SampleBatch.builder();
        registry.sampleInto(to, clock.millis());
        return to.build().attachments().metadata();
    }

    private Map<String, Double> read() throws Exception {
        SampleBatch.Builder to = SampleBatch.builder();
        registry.sampleInto(to, clock.millis());
        SampleBatch batch = to.build();
        Map<String, Double> found = new TreeMap<>();
        for (int s = 0; s < batch.seriesCount(); s++) {
            String labels = LabelBytes.decode(batch.bytes(), batch.labelStart(s), batch.labelEnd(s))
                    .toString();
            assertThat(found).as("every series once").doesNotContainKey(labels);
            found.put(labels, Double.longBitsToDouble(batch.valueBits(batch.firstSample(s))));
            assertThat(batch.timestampMillis(batch.firstSample(s))).isEqualTo(clock.millis());
        }
        return found;
    }
}
