package dev.nightjar.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenTelemetry's own SDK and Micrometer's OTLP registry send to a real server, over HTTP and gRPC. */
class OtlpSendersTest {
    @TempDir
    Path folder;

    private ServerProcess server = unset();

    @SuppressWarnings("NullAway") // set before each test
    private static ServerProcess unset() {
        return null;
    }

    @BeforeEach
    void start() throws Exception {
        server = ServerProcess.start(folder.resolve("data"), "server", "--no-agent");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Resource resource(String service) {
        return Resource.create(Attributes.of(
                AttributeKey.stringKey("service.name"),
                service,
                AttributeKey.stringKey("service.instance.id"),
                "i1",
                AttributeKey.stringKey("os.type"),
                "linux"));
    }

    private JsonNode promQl(String query) throws Exception {
        return Http.get(server.url("/api/v1/query?query=" + Http.encode(query)))
                .json()
                .at("/data/result");
    }

    private double number(String query) throws Exception {
        JsonNode result = promQl(query);
        assertThat(result.size()).as(query + " " + result).isEqualTo(1);
        return result.at("/0/value/1").asDouble();
    }

    private String url(String path) {
        return server.url(path).toString();
    }

    private MetricExporter metrics(boolean grpc, AggregationTemporalitySelector temporality) {
        return grpc
                ? OtlpGrpcMetricExporter.builder()
                        .setEndpoint(url(""))
                        .setCompression("gzip")
                        .setAggregationTemporalitySelector(temporality)
                        .build()
                : OtlpHttpMetricExporter.builder()
                        .setEndpoint(url("/v1/metrics"))
                        .setCompression("gzip")
                        .setAggregationTemporalitySelector(temporality)
                        .build();
    }

    private static SdkMeterProvider provider(MetricExporter exporter, String service) {
        return SdkMeterProvider.builder()
                .setResource(resource(service))
                .registerView(
                        InstrumentSelector.builder().setName("exponential.*").build(),
                        View.builder()
                                .setAggregation(Aggregation.base2ExponentialBucketHistogram())
                                .build())
                .registerMetricReader(PeriodicMetricReader.builder(exporter)
                        .setInterval(Duration.ofHours(1))
                        .build())
                .build();
    }

    private static void flush(SdkMeterProvider provider) {
        assertThat(provider.forceFlush().join(20, TimeUnit.SECONDS).isSuccess()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void metrics_of_the_sdk_are_read_back_by_promql(boolean grpc) throws Exception {
        try (SdkMeterProvider provider =
                provider(metrics(grpc, AggregationTemporalitySelector.alwaysCumulative()), "shop")) {
            Meter meter = provider.get("io.test");
            LongCounter orders = meter.counterBuilder("shop.orders")
                    .setUnit("{order}")
                    .setDescription("Orders.")
                    .build();
            DoubleHistogram latency =
                    meter.histogramBuilder("request.duration").setUnit("s").build();
            DoubleHistogram exponential =
                    meter.histogramBuilder("exponential.size").setUnit("By").build();
            orders.add(3, Attributes.of(AttributeKey.stringKey("payment.kind"), "card"));
            latency.record(0.3);
            latency.record(7);
            exponential.record(100);
            exponential.record(0);
            flush(provider);
            orders.add(4, Attributes.of(AttributeKey.stringKey("payment.kind"), "card"));
            flush(provider);
        }

        assertThat(number("shop_orders_total{job=\"shop\", instance=\"i1\", payment_kind=\"card\"}"))
                .isEqualTo(7);
        assertThat(number("request_duration_seconds_count")).isEqualTo(2);
        assertThat(number("request_duration_seconds_sum")).isEqualTo(7.3);
        assertThat(number("request_duration_seconds_bucket{le=\"5\"}")).isEqualTo(1);
        assertThat(number("request_duration_seconds_bucket{le=\"+Inf\"}")).isEqualTo(2);
        assertThat(number("histogram_count(exponential_size_bytes)")).isEqualTo(2);
        assertThat(number("histogram_sum(exponential_size_bytes)")).isEqualTo(100);
        assertThat(promQl("target_info{job=\"shop\"}").at("/0/metric/os_type").asText())
                .isEqualTo("linux");
        JsonNode about = Http.get(server.url("/api/v1/metadata?metric=shop_orders_total"))
                .json()
                .at("/data/shop_orders_total/0");
        assertThat(about.path("type").asText()).isEqualTo("counter");
        assertThat(about.path("help").asText()).isEqualTo("Orders.");
    }

    @Test
    void deltas_of_the_sdk_are_added_up() throws Exception {
        try (SdkMeterProvider provider =
                provider(metrics(true, AggregationTemporalitySelector.deltaPreferred()), "delta")) {
            Meter meter = provider.get("io.test");
            LongCounter orders = meter.counterBuilder("orders").build();
            DoubleHistogram latency = meter.histogramBuilder("latency").build();
            DoubleHistogram exponential =
                    meter.histogramBuilder("exponential.latency").build();
            for (int i = 1; i <= 3; i++) {
                orders.add(i);
                latency.record(i);
                exponential.record(100.0 * i);
                flush(provider);
            }
        }

        assertThat(number("orders_total")).isEqualTo(6);
        assertThat(number("latency_sum")).isEqualTo(6);
        assertThat(number("latency_bucket{le=\"+Inf\"}")).isEqualTo(3);
        assertThat(number("histogram_sum(exponential_latency)")).isEqualTo(600);
        assertThat(number("histogram_count(exponential_latency)")).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_log_line_leads_to_its_trace_and_a_sample_to_both(boolean grpc) throws Exception {
        SpanExporter spans = grpc
                ? OtlpGrpcSpanExporter.builder().setEndpoint(url("")).build()
                : OtlpHttpSpanExporter.builder().setEndpoint(url("/v1/traces")).build();
        LogRecordExporter lines = grpc
                ? OtlpGrpcLogRecordExporter.builder().setEndpoint(url("")).build()
                : OtlpHttpLogRecordExporter.builder()
                        .setEndpoint(url("/v1/logs"))
                        .build();
        String trace;
        try (SdkTracerProvider tracing = SdkTracerProvider.builder()
                        .setResource(resource("shop"))
                        .addSpanProcessor(SimpleSpanProcessor.create(spans))
                        .build();
                SdkLoggerProvider logging = SdkLoggerProvider.builder()
                        .setResource(resource("shop"))
                        .addLogRecordProcessor(SimpleLogRecordProcessor.create(lines))
                        .build();
                SdkMeterProvider meters =
                        provider(metrics(grpc, AggregationTemporalitySelector.alwaysCumulative()), "shop")) {
            Span root = tracing.get("io.test").spanBuilder("GET /cart").startSpan();
            trace = root.getSpanContext().getTraceId();
            try (Scope inRoot = root.makeCurrent()) {
                assertThat(inRoot).isNotNull();
                Span child = tracing.get("io.test")
                        .spanBuilder("pay")
                        .setAttribute("amount", 3)
                        .startSpan();
                child.setStatus(StatusCode.ERROR, "declined");
                child.end();
                logging.get("io.test")
                        .logRecordBuilder()
                        .setSeverity(Severity.ERROR)
                        .setBody("payment declined")
                        .setAttribute(AttributeKey.stringKey("order.id"), "o-1")
                        .emit();
                meters.get("io.test").counterBuilder("payments").build().add(1);
            }
            root.end();
            flush(meters);
            assertThat(logging.forceFlush().join(20, TimeUnit.SECONDS).isSuccess())
                    .isTrue();
            assertThat(tracing.forceFlush().join(20, TimeUnit.SECONDS).isSuccess())
                    .isTrue();
        }

        JsonNode streams = Http.get(server.url("/loki/api/v1/query_range?query="
                        + Http.encode("{service_name=\"shop\"} | order_id=\"o-1\" | detected_level=\"error\"")))
                .json()
                .at("/data/result");
        assertThat(streams.at("/0/values/0/1").asText()).as(streams.toString()).isEqualTo("payment declined");
        assertThat(streams.at("/0/stream/trace_id").asText()).isEqualTo(trace);
        JsonNode found = Http.get(server.url("/nightjar/v1/traces/" + trace)).json();
        assertThat(found.path("spans").size()).as(found.toString()).isEqualTo(2);
        assertThat(found.at("/spans/0/name").asText()).isEqualTo("GET /cart");
        assertThat(found.at("/spans/1/parentSpanId").asText())
                .isEqualTo(found.at("/spans/0/spanId").asText());
        assertThat(found.at("/spans/1/statusMessage").asText()).isEqualTo("declined");
        assertThat(found.at("/spans/1/attributes/amount").asText()).isEqualTo("3");
        long now = System.currentTimeMillis() / 1000;
        JsonNode exemplars = Http.get(server.url(
                        "/api/v1/query_exemplars?query=payments_total&start=" + (now - 600) + "&end=" + (now + 600)))
                .json();
        assertThat(exemplars.at("/data/0/exemplars/0/labels/trace_id").asText())
                .as(exemplars.toString())
                .isEqualTo(trace);
    }

    @Test
    void micrometers_registry_is_read_back_by_promql() throws Exception {
        OtlpConfig config = new OtlpConfig() {
            @Override
            public @Nullable String get(String key) {
                return null;
            }

            @Override
            public Map<String, String> resourceAttributes() {
                return Map.of("service.name", "micro");
            }

            @Override
            public String url() {
                return OtlpSendersTest.this.url("/v1/metrics");
            }

            @Override
            public Duration step() {
                return Duration.ofHours(1);
            }
        };
        OtlpMeterRegistry registry = new OtlpMeterRegistry(config, Clock.SYSTEM);
        registry.counter("jobs.done", "queue", "mail").increment(5);
        registry.gauge("queue.length", 12);
        DistributionSummary.builder("job.size")
                .baseUnit("By")
                .serviceLevelObjectives(10, 100)
                .register(registry)
                .record(50);
        registry.close();

        assertThat(number("jobs_done_total{job=\"micro\", queue=\"mail\"}")).isEqualTo(5);
        assertThat(number("queue_length")).isEqualTo(12);
        assertThat(number("job_size_bytes_bucket{le=\"100\"}")).isEqualTo(1);
        assertThat(number("job_size_bytes_bucket{le=\"10\"}")).isZero();
        assertThat(number("job_size_bytes_sum")).isEqualTo(50);
    }
}
