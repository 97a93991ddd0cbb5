package dev.nightjar.ingest.otlp;

import static dev.nightjar.ingest.otlp.Sent.attribute;
import static dev.nightjar.ingest.otlp.Sent.bounded;
import static dev.nightjar.ingest.otlp.Sent.counter;
import static dev.nightjar.ingest.otlp.Sent.exponential;
import static dev.nightjar.ingest.otlp.Sent.exponentialPoint;
import static dev.nightjar.ingest.otlp.Sent.gauge;
import static dev.nightjar.ingest.otlp.Sent.histogram;
import static dev.nightjar.ingest.otlp.Sent.nanos;
import static dev.nightjar.ingest.otlp.Sent.number;
import static dev.nightjar.ingest.otlp.Sent.request;
import static dev.nightjar.ingest.otlp.Sent.resource;
import static dev.nightjar.ingest.otlp.Sent.scope;
import static dev.nightjar.ingest.otlp.Sent.scoped;
import static dev.nightjar.ingest.otlp.Sent.sum;
import static dev.nightjar.ingest.otlp.Sent.summary;
import static dev.nightjar.ingest.otlp.Sent.withAttributes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.ingest.Answer;
import dev.nightjar.ingest.IngestLimits;
import dev.nightjar.ingest.MalformedException;
import dev.nightjar.ingest.ProtoBytes;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.SampleSink;
import dev.nightjar.testkit.InMemorySeriesStore;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class MetricsSignalTest {
    private static final ProtoBytes SHOP = resource("service.name", "shop");

    private final InMemorySeriesStore store = new InMemorySeriesStore();
    private final AtomicReference<SampleSink> sink = new AtomicReference<>(store);

    private MetricsSignal signal(OtlpSettings settings) {
        return new MetricsSignal(batch -> sink.get().append(batch), IngestLimits.DEFAULTS, settings);
    }

    private final MetricsSignal signal = signal(OtlpSettings.DEFAULTS);

    private static Answer send(MetricsSignal to, ProtoBytes request) throws MalformedException {
        byte[] body = request.toBytes();
        return to.store(body, body.length);
    }

    private Answer send(ProtoBytes... metrics) throws MalformedException {
        return send(signal, request(SHOP, metrics));
    }

    private static OtlpSettings settings(
            Set<String> promoted, boolean promotesAll, boolean keepsIdentifying, boolean scope, boolean toNative) {
        return new OtlpSettings(
                TranslationStrategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES,
                promoted,
                promotesAll,
                Set.of(),
                keepsIdentifying,
                scope,
                toNative,
                1000);
    }

    @Test
    void gauges_and_counters_become_series_named_as_prometheus_names_them() throws Exception {
        Answer answer = send(
                gauge("memory.usage", "By", number(1000, 5, "host.name", "a", "state", "used")),
                counter(
                        "http.requests",
                        "1",
                        number(900, 1000, 7, "code", "200"),
                        number(900, 1000, 1, "code", "500")));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.accepted()).isEqualTo(3);
        assertThat(Stored.series(store))
                .containsExactly(
                        "http_requests_total{code=\"200\", job=\"shop\"} 7.0@1000.0<900.0",
                        "http_requests_total{code=\"500\", job=\"shop\"} 1.0@1000.0<900.0",
                        "memory_usage_bytes{host_name=\"a\", job=\"shop\", state=\"used\"} 5.0@1000.0");
        assertThat(store.metadata("http_requests_total").get("http_requests_total"))
                .containsExactly(new MetricMetadata(
                        "http_requests_total", MetricMetadata.Type.COUNTER, "About http.requests", ""));
        assertThat(store.metadata("memory_usage_bytes").get("memory_usage_bytes"))
                .containsExactly(new MetricMetadata(
                        "memory_usage_bytes", MetricMetadata.Type.GAUGE, "About memory.usage", "bytes"));
    }

    @Test
    void whole_numbers_are_taken_and_a_point_without_any_is_refused_alone() throws Exception {
        ProtoBytes whole = new ProtoBytes().fixed64(3, nanos(1)).fixed64(6, -3);
        ProtoBytes none = new ProtoBytes().fixed64(3, nanos(1)).message(7, attribute("a", "b"));

        Answer answer = send(gauge("whole", "", whole, none));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.accepted()).isEqualTo(1);
        assertThat(answer.text()).contains("no_value: a data point of \"whole\" has no value");
        assertThat(Stored.series(store)).containsExactly("whole{job=\"shop\"} -3.0@1.0");
    }

    @Test
    void a_point_that_records_no_value_ends_its_series() throws Exception {
        send(gauge("g", "", new ProtoBytes().fixed64(3, nanos(5)).varint(8, 1)));

        assertThat(Stored.series(store)).containsExactly("g{job=\"shop\"} stale@5.0");
    }

    @Test
    void attributes_of_every_type_become_text() throws Exception {
        ProtoBytes list = new ProtoBytes()
                .message(
                        5,
                        new ProtoBytes()
                                .message(1, new ProtoBytes().text(1, "a\"b"))
                                .message(1, new ProtoBytes().varint(3, 2))
                                .message(1, new ProtoBytes()));
        ProtoBytes map = new ProtoBytes().message(6, new ProtoBytes().message(1, attribute("k", "v")));
        send(gauge(
                "g",
                "",
                number(1, 1)
                        .message(7, attribute("bool", new ProtoBytes().varint(2, 1)))
                        .message(7, attribute("int", new ProtoBytes().varint(3, -5)))
                        .message(7, attribute("double", new ProtoBytes().fixed64(4, Double.doubleToRawLongBits(0.25))))
                        .message(7, attribute("small", new ProtoBytes().fixed64(4, Double.doubleToRawLongBits(1e-7))))
                        .message(7, attribute("bytes", new ProtoBytes().bytes(7, new byte[] {1, 2, 3})))
                        .message(7, attribute("list", list))
                        .message(7, attribute("map", map))
                        .message(7, attribute("nothing", new ProtoBytes()))));

        assertThat(Stored.series(store))
                .containsExactly(
                        "g{bool=\"true\", bytes=\"AQID\", double=\"0.25\", int=\"-5\", job=\"shop\","
                                + " list=\"[\\\"a\\\\\\\"b\\\",2,null]\", map=\"{\\\"k\\\":\\\"v\\\"}\", small=\"1e-07\"} 1.0@1.0");
    }

    @Test
    void attributes_that_become_one_label_are_joined_and_identity_wins_over_them() throws Exception {
        send(gauge("g", "", number(1, 1, "a.b", "2", "a_b", "3", "a-b", "1", "job", "mine", "__name__", "other")));

        assertThat(Stored.series(store)).containsExactly("g{a_b=\"1;2;3\", job=\"shop\"} 1.0@1.0");
    }

    @Test
    void the_resource_becomes_job_instance_and_target_info() throws Exception {
        ProtoBytes resource = resource(
                "service.name", "shop", "service.namespace", "eu", "service.instance.id", "i1", "k8s.pod.name", "p");

        send(signal, request(resource, gauge("g", "", number(100, 1), number(500, 2))));

        assertThat(Stored.series(store))
                .containsExactly(
                        "g{instance=\"i1\", job=\"eu/shop\"} 1.0@100.0 2.0@500.0",
                        "target_info{instance=\"i1\", job=\"eu/shop\", k8s_pod_name=\"p\"}"
                                + " 1.0@100.0 1.0@250.0 1.0@400.0 1.0@500.0");
    }

    @Test
    void target_info_needs_an_identity_and_something_to_say() throws Exception {
        send(signal, request(resource("service.name", "shop"), gauge("g", "", number(1, 1))));
        send(signal, request(resource("k8s.pod.name", "p"), gauge("h", "", number(1, 1))));
        send(
                signal(settings(Set.of(), false, true, false, false)),
                request(resource("service.name", "s", "os", "linux"), gauge("i", "", number(1, 1))));

        assertThat(Stored.series(store))
                .containsExactly(
                        "g{job=\"shop\"} 1.0@1.0",
                        "h 1.0@1.0",
                        "i{job=\"s\"} 1.0@1.0",
                        "target_info{job=\"s\", os=\"linux\", service_name=\"s\"} 1.0@1.0");
    }

    @Test
    void one_point_with_a_wrong_time_does_not_make_millions_of_samples() throws Exception {
        Answer answer = send(
                signal,
                request(
                        resource("service.name", "shop", "os", "linux"),
                        gauge("g", "", number(1, 1), number(1_700_000_000, 2))));

        assertThat(answer.accepted()).isLessThan(1100);
    }

    @Test
    void resource_attributes_are_promoted_on_demand_and_give_way_to_those_of_the_point() throws Exception {
        ProtoBytes resource = resource("service.name", "s", "cloud.region", "eu", "zone", "z");
        send(
                signal(settings(Set.of("cloud.region", "zone"), false, false, false, false)),
                request(resource, gauge("some", "", number(1, 1, "zone", "own"))));
        send(signal(settings(Set.of(), true, false, false, false)), request(resource, gauge("all", "", number(1, 1))));

        assertThat(Stored.series(store))
                .contains(
                        "some{cloud_region=\"eu\", job=\"s\", zone=\"own\"} 1.0@1.0",
                        "all{cloud_region=\"eu\", job=\"s\", service_name=\"s\", zone=\"z\"} 1.0@1.0");
    }

    @Test
    void the_scope_is_promoted_on_demand() throws Exception {
        send(
                signal(settings(Set.of(), false, false, true, false)),
                scoped(SHOP, scope("io.lib", "2.1", "build.id", "7"), gauge("g", "", number(1, 1))));

        assertThat(Stored.series(store))
                .containsExactly("g{job=\"shop\", otel_scope_build_id=\"7\", otel_scope_name=\"io.lib\","
                        + " otel_scope_version=\"2.1\"} 1.0@1.0");
    }

    @Test
    void a_histogram_becomes_cumulative_buckets_with_exemplars_where_they_fall() throws Exception {
        ProtoBytes point = bounded(10, 7.5, new double[] {0.5, 1, 2.5}, new long[] {1, 2, 0, 1})
                .fixed64(2, nanos(2))
                .message(8, exemplar(0.7, 9, 1))
                .message(8, exemplar(30, 9, 2));

        send(histogram("latency", "s", 2, withAttributes(9, point, "path", "/")));

        assertThat(Stored.series(store))
                .containsExactly(
                        "latency_seconds_bucket{job=\"shop\", le=\"+Inf\", path=\"/\"} 4.0@10.0<2.0",
                        "latency_seconds_bucket{job=\"shop\", le=\"0.5\", path=\"/\"} 1.0@10.0<2.0",
                        "latency_seconds_bucket{job=\"shop\", le=\"1\", path=\"/\"} 3.0@10.0<2.0",
                        "latency_seconds_bucket{job=\"shop\", le=\"2.5\", path=\"/\"} 3.0@10.0<2.0",
                        "latency_seconds_count{job=\"shop\", path=\"/\"} 4.0@10.0<2.0",
                        "latency_seconds_sum{job=\"shop\", path=\"/\"} 7.5@10.0<2.0");
        assertThat(Stored.exemplars(store))
                .containsExactly(
                        "latency_seconds_bucket{job=\"shop\", le=\"+Inf\", path=\"/\"}"
                                + " {span_id=\"0000000000000002\", trace_id=\"00000000000000000000000000000002\"} 30.0@9.0",
                        "latency_seconds_bucket{job=\"shop\", le=\"1\", path=\"/\"}"
                                + " {span_id=\"0000000000000001\", trace_id=\"00000000000000000000000000000001\"} 0.7@9.0");
    }

    private static ProtoBytes exemplar(double value, double time, int id) {
        byte[] trace = new byte[16];
        byte[] span = new byte[8];
        trace[15] = (byte) id;
        span[7] = (byte) id;
        return new ProtoBytes()
                .fixed64(2, nanos(time))
                .fixed64(3, Double.doubleToRawLongBits(value))
                .bytes(4, span)
                .bytes(5, trace);
    }

    @Test
    void a_histogram_becomes_a_native_one_on_demand() throws Exception {
        send(
                signal(settings(Set.of(), false, false, false, true)),
                request(SHOP, histogram("h", "", 2, bounded(10, 7.5, new double[] {0.5, 1}, new long[] {1, 0, 2}))));

        assertThat(Stored.series(store))
                .containsExactly(
                        "h{job=\"shop\"} {count:3.0, sum:7.5, schema:-53, bounds:[0.5, 1.0], positive:[0=1.0, 2=2.0]}@10.0");
    }

    @Test
    void a_histogram_whose_bounds_and_buckets_do_not_fit_is_refused_alone() throws Exception {
        Answer answer = send(
                histogram("bad", "", 2, bounded(10, 1, new double[] {1, 2}, new long[] {1, 1})),
                gauge("good", "", number(1, 1)));

        assertThat(answer.text())
                .contains(
                        "a data point of \"bad\" has 2 buckets and 2 bounds; there must be one bucket more than bounds");
        assertThat(Stored.series(store)).containsExactly("good{job=\"shop\"} 1.0@1.0");
    }

    @Test
    void an_exponential_histogram_becomes_native_with_indices_one_higher() throws Exception {
        send(exponential("e", 2, exponentialPoint(10, 0, 18.4, 2, -1, 1, 0, 3).fixed64(2, nanos(1))));

        assertThat(Stored.series(store))
                .containsExactly("e{job=\"shop\"} {count:6.0, sum:18.4, schema:0, zero:1.0E-128=2.0,"
                        + " positive:[0=1.0, 2=3.0]}@10.0<1.0");
    }

    @Test
    void finer_scales_are_merged_and_coarser_ones_refused() throws Exception {
        Answer answer = send(
                exponential("fine", 2, exponentialPoint(10, 10, 1, 0, -2, 1, 2, 4, 8, 16)),
                exponential("coarse", 2, exponentialPoint(10, -5, 1, 0, 0, 1)));

        // four buckets of scale 10 make one of 8: offsets -2 and -1 fall into one, 0 to 2 into the next
        assertThat(Stored.series(store))
                .containsExactly(
                        "fine{job=\"shop\"} {count:31.0, sum:1.0, schema:8, zero:1.0E-128=0.0, positive:[0=3.0, 1=28.0]}@10.0");
        assertThat(answer.text()).contains("\"coarse\": its scale is -5, not one from -4 to 52");
    }

    @Test
    void a_summary_becomes_quantiles_sum_and_count() throws Exception {
        ProtoBytes point = new ProtoBytes()
                .fixed64(3, nanos(10))
                .fixed64(4, 3)
                .fixed64(5, Double.doubleToRawLongBits(6))
                .message(6, quantile(0.5, 2))
                .message(6, quantile(1, 3));

        send(summary("s", withAttributes(7, point, "a", "b")));

        assertThat(Stored.series(store))
                .containsExactly(
                        "s{a=\"b\", job=\"shop\", quantile=\"0.5\"} 2.0@10.0",
                        "s{a=\"b\", job=\"shop\", quantile=\"1\"} 3.0@10.0",
                        "s_count{a=\"b\", job=\"shop\"} 3.0@10.0",
                        "s_sum{a=\"b\", job=\"shop\"} 6.0@10.0");
    }

    private static ProtoBytes quantile(double quantile, double value) {
        return new ProtoBytes()
                .fixed64(1, Double.doubleToRawLongBits(quantile))
                .fixed64(2, Double.doubleToRawLongBits(value));
    }

    @Test
    void deltas_are_added_up() throws Exception {
        send(sum("d", 1, true, number(1, 10, 5, "k", "a"), number(1, 10, 1, "k", "b")));
        send(sum("d", 1, true, number(10, 20, 7, "k", "a")));

        assertThat(Stored.series(store))
                .containsExactly(
                        "d_total{job=\"shop\", k=\"a\"} 5.0@10.0<1.0 12.0@20.0<1.0",
                        "d_total{job=\"shop\", k=\"b\"} 1.0@10.0<1.0");
    }

    @Test
    void a_delta_sent_twice_counts_once_and_one_too_late_is_refused() throws Exception {
        send(sum("d", 1, true, number(1, 10, 5)));
        assertThat(send(sum("d", 1, true, number(1, 10, 5))).status()).isEqualTo(204);
        send(sum("d", 1, true, number(10, 20, 7)));
        Answer late = send(sum("d", 1, true, number(5, 15, 100)), gauge("g", "", number(1, 1)));

        assertThat(late.text()).contains("delta_out_of_order: a point of delta temporality of \"d\" is older");
        assertThat(Stored.series(store))
                .containsExactly("d_total{job=\"shop\"} 5.0@10.0<1.0 12.0@20.0<1.0", "g{job=\"shop\"} 1.0@1.0");
    }

    @Test
    void a_delta_that_could_not_be_stored_is_not_counted_twice() throws Exception {
        send(sum("d", 1, true, number(1, 10, 5)));
        sink.set(batch -> new IngestResult.Overloaded(Duration.ofSeconds(3), "busy"));
        assertThat(send(sum("d", 1, true, number(10, 20, 7))).status()).isEqualTo(503);
        sink.set(batch -> {
            throw new IllegalStateException("broken");
        });
        assertThatThrownBy(() -> send(sum("d", 1, true, number(10, 20, 7)))).hasMessage("broken");
        sink.set(store);
        send(sum("d", 1, true, number(10, 20, 7)));

        assertThat(Stored.series(store)).containsExactly("d_total{job=\"shop\"} 5.0@10.0<1.0 12.0@20.0<1.0");
    }

    @Test
    void only_so_many_series_of_deltas_are_added_up_and_silent_ones_make_room() throws Exception {
        MetricsSignal small = signal(new OtlpSettings(
                TranslationStrategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES,
                Set.of(),
                false,
                Set.of(),
                false,
                false,
                false,
                2));
        send(small, request(SHOP, sum("d", 1, true, number(1, 10, 1, "k", "a"), number(1, 10, 1, "k", "b"))));
        Answer full =
                send(small, request(SHOP, sum("d", 1, true, number(1, 20, 1, "k", "c"), number(1, 20, 1, "k", "a"))));
        assertThat(full.text()).contains("too_many_delta_series").contains("otlp.maxDeltaSeries");
        assertThat(full.accepted()).isEqualTo(1);

        Answer later = send(small, request(SHOP, sum("d", 1, true, number(1, 5000, 1, "k", "c"))));

        assertThat(later.status()).isEqualTo(204);
    }

    @Test
    void histograms_of_deltas_are_added_up_bucket_by_bucket() throws Exception {
        send(histogram("h", "", 1, bounded(10, 1.5, new double[] {1}, new long[] {1, 2})));
        send(histogram("h", "", 1, bounded(20, 2, new double[] {1}, new long[] {3, 0})));
        send(exponential("e", 1, exponentialPoint(10, 1, 5, 1, 0, 1, 1)));
        send(exponential("e", 1, exponentialPoint(20, 0, 5, 1, 1, 4)));

        assertThat(Stored.series(store))
                .containsExactly(
                        "e{job=\"shop\"} {count:3.0, sum:5.0, schema:1, zero:1.0E-128=1.0, positive:[1=1.0, 2=1.0]}@10.0"
                                + " {count:8.0, sum:10.0, schema:0, zero:1.0E-128=2.0, positive:[1=2.0, 2=4.0]}@20.0",
                        "h_bucket{job=\"shop\", le=\"+Inf\"} 3.0@10.0 6.0@20.0",
                        "h_bucket{job=\"shop\", le=\"1\"} 1.0@10.0 4.0@20.0",
                        "h_count{job=\"shop\"} 3.0@10.0 6.0@20.0",
                        "h_sum{job=\"shop\"} 1.5@10.0 3.5@20.0");
    }

    @Test
    void a_sum_must_say_its_temporality() throws Exception {
        Answer answer = send(sum("u", 0, true, number(1, 1), number(2, 1)));

        assertThat(answer.accepted()).isZero();
        assertThat(answer.text())
                .contains(
                        "invalid_temporality: 2 refused, the first: the metric \"u\" does not say whether its points are cumulative or delta");
    }

    @Test
    void damage_is_refused_as_a_whole() {
        byte[] body = request(SHOP, gauge("g", "", number(1, 1))).toBytes();

        assertThatThrownBy(() -> signal.store(body, body.length - 3))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("truncated or damaged");
        assertThat(Stored.series(store)).isEmpty();
    }

    @Test
    void a_point_with_labels_without_end_is_refused_alone() throws Exception {
        Answer answer = send(gauge("g", "", number(1, 1, "k", "v".repeat(40_000)), number(1, 2)));

        assertThat(answer.text()).contains("invalid_label: a data point of \"g\": its labels take 40008 bytes");
        assertThat(Stored.series(store)).containsExactly("g{job=\"shop\"} 2.0@1.0");
    }

    @Test
    void names_stay_as_they_are_without_translation() throws Exception {
        send(
                signal(new OtlpSettings(
                        TranslationStrategy.NO_TRANSLATION, Set.of(), false, Set.of(), false, false, false, 10)),
                request(SHOP, counter("http.requests", "s", number(1, 1, "a.b", "c"))));

        assertThat(store.series(new dev.nightjar.model.SeriesSelection(List.of(), dev.nightjar.model.TimeRange.ALL)))
                .containsExactly(dev.nightjar.model.Labels.of("__name__", "http.requests", "a.b", "c", "job", "shop"));
    }
}
