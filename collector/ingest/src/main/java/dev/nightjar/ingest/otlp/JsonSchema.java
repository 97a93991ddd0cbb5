package dev.nightjar.ingest.otlp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The fields of OpenTelemetry's messages: what JSON calls them, their numbers, and how they are encoded. */
final class JsonSchema {
    enum Kind {
        TEXT,
        BASE64,
        /** Ids of traces and spans, which JSON has in hexadecimal. */
        HEX,
        BOOL,
        /** Whole numbers of any width. */
        VARINT,
        /** Encoded as {@link #VARINT}; JSON has its number, and some senders its name. */
        ENUM,
        ZIGZAG,
        /** Whole numbers of eight bytes. */
        FIXED64,
        FIXED32,
        DOUBLE,
        MESSAGE
    }

    /** @param message of {@link Kind#MESSAGE}, else an empty one */
    record Field(int number, Kind kind, JsonSchema message, boolean repeated) {}

    private final Map<String, Field> fields = new LinkedHashMap<>();

    private JsonSchema() {}

    /** Empty for a field that is not known. */
    Optional<Field> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    static final JsonSchema METRICS = new JsonSchema();
    static final JsonSchema LOGS = new JsonSchema();
    static final JsonSchema TRACES = new JsonSchema();

    private static final JsonSchema NONE = new JsonSchema();

    static {
        JsonSchema value = new JsonSchema();
        JsonSchema pair = new JsonSchema().with("key", 1, Kind.TEXT).with("value", 2, value);
        value.with("stringValue", 1, Kind.TEXT)
                .with("boolValue", 2, Kind.BOOL)
                .with("intValue", 3, Kind.VARINT)
                .with("doubleValue", 4, Kind.DOUBLE)
                .with("arrayValue", 5, new JsonSchema().withAll("values", 1, value))
                .with("kvlistValue", 6, new JsonSchema().withAll("values", 1, pair))
                .with("bytesValue", 7, Kind.BASE64);
        JsonSchema resource =
                new JsonSchema().withAll("attributes", 1, pair).with("droppedAttributesCount", 2, Kind.VARINT);
        JsonSchema scope = new JsonSchema()
                .with("name", 1, Kind.TEXT)
                .with("version", 2, Kind.TEXT)
                .withAll("attributes", 3, pair)
                .with("droppedAttributesCount", 4, Kind.VARINT);
        METRICS.envelope("resourceMetrics", "scopeMetrics", "metrics", resource, scope, metric(pair));
        LOGS.envelope("resourceLogs", "scopeLogs", "logRecords", resource, scope, logRecord(pair, value));
        TRACES.envelope("resourceSpans", "scopeSpans", "spans", resource, scope, span(pair));
    }

    private void envelope(
            String ofResources, String ofScopes, String items, JsonSchema resource, JsonSchema scope, JsonSchema item) {
        JsonSchema inScope =
                new JsonSchema().with("scope", 1, scope).withAll(items, 2, item).with("schemaUrl", 3, Kind.TEXT);
        JsonSchema inResource = new JsonSchema()
                .with("resource", 1, resource)
                .withAll(ofScopes, 2, inScope)
                .with("schemaUrl", 3, Kind.TEXT);
        withAll(ofResources, 1, inResource);
    }

    private static JsonSchema metric(JsonSchema pair) {
        JsonSchema exemplar = new JsonSchema()
                .with("timeUnixNano", 2, Kind.FIXED64)
                .with("asDouble", 3, Kind.DOUBLE)
                .with("spanId", 4, Kind.HEX)
                .with("traceId", 5, Kind.HEX)
                .with("asInt", 6, Kind.FIXED64)
                .withAll("filteredAttributes", 7, pair);
        JsonSchema number = point(pair, 7)
                .with("asDouble", 4, Kind.DOUBLE)
                .withAll("exemplars", 5, exemplar)
                .with("asInt", 6, Kind.FIXED64)
                .with("flags", 8, Kind.VARINT);
        JsonSchema histogram = point(pair, 9)
                .with("count", 4, Kind.FIXED64)
                .with("sum", 5, Kind.DOUBLE)
                .withAll("bucketCounts", 6, Kind.FIXED64)
                .withAll("explicitBounds", 7, Kind.DOUBLE)
                .withAll("exemplars", 8, exemplar)
                .with("flags", 10, Kind.VARINT)
                .with("min", 11, Kind.DOUBLE)
                .with("max", 12, Kind.DOUBLE);
        JsonSchema buckets = new JsonSchema().with("offset", 1, Kind.ZIGZAG).withAll("bucketCounts", 2, Kind.VARINT);
        JsonSchema exponential = point(pair, 1)
                .with("count", 4, Kind.FIXED64)
                .with("sum", 5, Kind.DOUBLE)
                .with("scale", 6, Kind.ZIGZAG)
                .with("zeroCount", 7, Kind.FIXED64)
                .with("positive", 8, buckets)
                .with("negative", 9, buckets)
                .with("flags", 10, Kind.VARINT)
                .withAll("exemplars", 11, exemplar)
                .with("min", 12, Kind.DOUBLE)
                .with("max", 13, Kind.DOUBLE)
                .with("zeroThreshold", 14, Kind.DOUBLE);
        JsonSchema summary = point(pair, 7)
                .with("count", 4, Kind.FIXED64)
                .with("sum", 5, Kind.DOUBLE)
                .withAll(
                        "quantileValues",
                        6,
                        new JsonSchema().with("quantile", 1, Kind.DOUBLE).with("value", 2, Kind.DOUBLE))
                .with("flags", 8, Kind.VARINT);
        return new JsonSchema()
                .with("name", 1, Kind.TEXT)
                .with("description", 2, Kind.TEXT)
                .with("unit", 3, Kind.TEXT)
                .with("gauge", 5, data(number))
                .with("sum", 7, data(number).with("isMonotonic", 3, Kind.BOOL))
                .with("histogram", 9, data(histogram))
                .with("exponentialHistogram", 10, data(exponential))
                .with("summary", 11, data(summary))
                .withAll("metadata", 12, pair);
    }

    private static JsonSchema point(JsonSchema pair, int attributes) {
        return new JsonSchema()
                .withAll("attributes", attributes, pair)
                .with("startTimeUnixNano", 2, Kind.FIXED64)
                .with("timeUnixNano", 3, Kind.FIXED64);
    }

    private static JsonSchema data(JsonSchema point) {
        return new JsonSchema().withAll("dataPoints", 1, point).with("aggregationTemporality", 2, Kind.ENUM);
    }

    private static JsonSchema logRecord(JsonSchema pair, JsonSchema value) {
        return new JsonSchema()
                .with("timeUnixNano", 1, Kind.FIXED64)
                .with("severityNumber", 2, Kind.ENUM)
                .with("severityText", 3, Kind.TEXT)
                .with("body", 5, value)
                .withAll("attributes", 6, pair)
                .with("droppedAttributesCount", 7, Kind.VARINT)
                .with("flags", 8, Kind.FIXED32)
                .with("traceId", 9, Kind.HEX)
                .with("spanId", 10, Kind.HEX)
                .with("observedTimeUnixNano", 11, Kind.FIXED64)
                .with("eventName", 12, Kind.TEXT);
    }

    private static JsonSchema span(JsonSchema pair) {
        JsonSchema event = new JsonSchema()
                .with("timeUnixNano", 1, Kind.FIXED64)
                .with("name", 2, Kind.TEXT)
                .withAll("attributes", 3, pair)
                .with("droppedAttributesCount", 4, Kind.VARINT);
        JsonSchema link = new JsonSchema()
                .with("traceId", 1, Kind.HEX)
                .with("spanId", 2, Kind.HEX)
                .with("traceState", 3, Kind.TEXT)
                .withAll("attributes", 4, pair)
                .with("droppedAttributesCount", 5, Kind.VARINT)
                .with("flags", 6, Kind.FIXED32);
        return new JsonSchema()
                .with("traceId", 1, Kind.HEX)
                .with("spanId", 2, Kind.HEX)
                .with("traceState", 3, Kind.TEXT)
                .with("parentSpanId", 4, Kind.HEX)
                .with("name", 5, Kind.TEXT)
                .with("kind", 6, Kind.ENUM)
                .with("startTimeUnixNano", 7, Kind.FIXED64)
                .with("endTimeUnixNano", 8, Kind.FIXED64)
                .withAll("attributes", 9, pair)
                .with("droppedAttributesCount", 10, Kind.VARINT)
                .withAll("events", 11, event)
                .with("droppedEventsCount", 12, Kind.VARINT)
                .withAll("links", 13, link)
                .with("droppedLinksCount", 14, Kind.VARINT)
                .with(
                        "status",
                        15,
                        new JsonSchema().with("message", 2, Kind.TEXT).with("code", 3, Kind.ENUM))
                .with("flags", 16, Kind.FIXED32);
    }

    private JsonSchema with(String name, int number, Kind kind) {
        fields.put(name, new Field(number, kind, NONE, false));
        return this;
    }

    private JsonSchema withAll(String name, int number, Kind kind) {
        fields.put(name, new Field(number, kind, NONE, true));
        return this;
    }

    private JsonSchema with(String name, int number, JsonSchema message) {
        fields.put(name, new Field(number, Kind.MESSAGE, message, false));
        return this;
    }

    private JsonSchema withAll(String name, int number, JsonSchema message) {
        fields.put(name, new Field(number, Kind.MESSAGE, message, true));
        return this;
    }
}
