package dev.nightjar.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.ingest.IngestLimits;
import dev.nightjar.ingest.MalformedException;
import dev.nightjar.testkit.InMemorySeriesStore;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonToProtoTest {
    private final InMemorySeriesStore store = new InMemorySeriesStore();

    private void send(String json) throws MalformedException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        ProtoWriter rewritten = JsonToProto.rewrite(body, body.length, JsonSchema.METRICS);
        new MetricsSignal(store, IngestLimits.DEFAULTS, OtlpSettings.DEFAULTS)
                .store(rewritten.bytes(), rewritten.used());
    }

    private static String metric(String metric) {
        return """
                {"resourceMetrics": [{
                  "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "shop"}}]},
                  "scopeMetrics": [{"scope": {"name": "lib"}, "metrics": [%s]}],
                  "schemaUrl": "https://opentelemetry.io/schemas/1.0"}]}
                """.formatted(metric);
    }

    @Test
    void numbers_come_as_numbers_or_as_text() throws Exception {
        send(metric("""
                {"name": "c", "sum": {"isMonotonic": true, "aggregationTemporality": 2, "dataPoints": [
                  {"asInt": "7", "timeUnixNano": "1000000000", "startTimeUnixNano": 500000000,
                   "attributes": [{"key": "k", "value": {"intValue": "-3"}}]}]}},
                {"name": "g", "gauge": {"dataPoints": [
                  {"asDouble": 1.5, "timeUnixNano": 1.0e9, "flags": 0, "futureField": {"a": [1, {"b": null}]}},
                  {"asDouble": "NaN", "timeUnixNano": "2000000000"}]}}
                """));

        assertThat(Stored.series(store))
                .containsExactly("c_total{job=\"shop\", k=\"-3\"} 7.0@1.0<0.5", "g{job=\"shop\"} 1.5@1.0 NaN@2.0");
    }

    @Test
    void histograms_of_both_kinds_and_summaries_are_read() throws Exception {
        send(metric("""
                {"name": "h", "histogram": {"aggregationTemporality": 2, "dataPoints": [
                  {"count": "3", "sum": 4, "bucketCounts": ["1", 2], "explicitBounds": [1], "timeUnixNano": "1000000000",
                   "exemplars": [{"timeUnixNano": "1000000000", "asDouble": 0.5,
                     "traceId": "5B8EFFF798038103D269B633813FC60C", "spanId": "EEE19B7EC3C1B174"}]}]}},
                {"name": "e", "exponentialHistogram": {"aggregationTemporality": 2, "dataPoints": [
                  {"count": 2, "sum": 3, "scale": -1, "zeroCount": "1", "positive": {"offset": -2, "bucketCounts": ["1"]},
                   "timeUnixNano": "1000000000"}]}},
                {"name": "s", "summary": {"dataPoints": [
                  {"count": "1", "sum": 2, "quantileValues": [{"quantile": 0.99, "value": 2}], "timeUnixNano": "1000000000"}]}}
                """));

        assertThat(Stored.series(store))
                .containsExactly(
                        "e{job=\"shop\"} {count:2.0, sum:3.0, schema:-1, zero:1.0E-128=1.0, positive:[-1=1.0]}@1.0",
                        "h_bucket{job=\"shop\", le=\"+Inf\"} 3.0@1.0",
                        "h_bucket{job=\"shop\", le=\"1\"} 1.0@1.0",
                        "h_count{job=\"shop\"} 3.0@1.0",
                        "h_sum{job=\"shop\"} 4.0@1.0",
                        "s{job=\"shop\", quantile=\"0.99\"} 2.0@1.0",
                        "s_count{job=\"shop\"} 1.0@1.0",
                        "s_sum{job=\"shop\"} 2.0@1.0");
        assertThat(Stored.exemplars(store))
                .containsExactly("h_bucket{job=\"shop\", le=\"1\"} {span_id=\"eee19b7ec3c1b174\","
                        + " trace_id=\"5b8efff798038103d269b633813fc60c\"} 0.5@1.0");
    }

    @Test
    void enums_may_be_named() throws Exception {
        send(metric("{\"name\": \"n\", \"sum\": {\"aggregationTemporality\": \"AGGREGATION_TEMPORALITY_CUMULATIVE\","
                + " \"dataPoints\": [{\"timeUnixNano\": \"1000000000\", \"asInt\": 4}]}}"));

        assertThat(Stored.series(store)).singleElement().asString().contains(" 4.0@1.0");
        assertThat(EnumNames.number("SEVERITY_NUMBER_ERROR2")).isEqualTo(18);
        assertThat(EnumNames.number("SPAN_KIND_CONSUMER")).isEqualTo(5);
        assertThatThrownBy(() -> send(metric("{\"name\": \"n\", \"sum\": {\"aggregationTemporality\": \"DELTAS\"}}")))
                .hasMessageStartingWith("expected a whole number");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|expected an object, found a list",
                "{\"resourceMetrics\": {}}|expected a list at /resourceMetrics, found an object at byte 20",
                "{\"resourceMetrics\": [1]}|expected an object at /resourceMetrics/0, found 1 at byte 21",
                "{\"resourceMetrics\": [{\"schemaUrl\": 7}]}|expected a string at /resourceMetrics/0/schemaUrl, found 7 at byte 35",
                "{} {}|more follows the end of the request: an object",
                "{\"a\": [}|not JSON: Unexpected close marker '}': expected ']' (for Array starting at [line: 1, column: 7]) at byte 7",
            })
    void what_is_wrong_is_said_with_its_place(String json, String message) {
        assertThatThrownBy(() -> send(json))
                .isInstanceOf(MalformedException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"asInt\": \"1.5\"}|expected a whole number",
                "{\"asInt\": \"1e99999999\"}|expected a whole number",
                "{\"timeUnixNano\": true}|expected a whole number",
                "{\"asDouble\": \"x\"}|expected a number",
                "{\"exemplars\": [{\"traceId\": \"zz\"}]}|expected an id in hexadecimal",
                "{\"attributes\": [{\"key\": \"a\", \"value\": {\"boolValue\": \"yes\"}}]}|expected true or false",
                "{\"attributes\": [{\"key\": \"a\", \"value\": {\"bytesValue\": \"###\"}}]}|expected base64",
            })
    void values_of_the_wrong_kind_are_refused(String point, String message) {
        assertThatThrownBy(() -> send(metric("{\"name\": \"g\", \"gauge\": {\"dataPoints\": [" + point + "]}}")))
                .isInstanceOf(MalformedException.class)
                .hasMessageStartingWith(message)
                .hasMessageContaining("/resourceMetrics/0/scopeMetrics/0/metrics/0/gauge/dataPoints/0");
    }

    @Test
    void nesting_without_end_is_refused() {
        String deep = "{\"arrayValue\": {\"values\": [".repeat(100) + "{}" + "]}}".repeat(100);
        assertThatThrownBy(() -> send(metric("{\"name\": \"g\", \"gauge\": {\"dataPoints\": [{\"attributes\": ["
                        + "{\"key\": \"a\", \"value\": " + deep + "}]}]}}")))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("nest");
    }
}
