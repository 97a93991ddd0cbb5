package dev.nightjar.ingest.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.ingest.IngestLimits;
import dev.nightjar.ingest.MalformedException;
import dev.nightjar.ingest.PlainNames;
import dev.nightjar.model.Labels;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/**
 * Makes a log line of a document. Its {@code message} is the line and all other fields are structured metadata, nested
 * ones with underscores ({@code log.offset} becomes {@code log_offset}); a document without a message is
 * the line, as it came. The index, the service and the host are the stream's labels: what differs from line to line is not.
 */
final class BulkDocument {
    private static final int MOST_METADATA_BYTES = 64 << 10;
    private static final String TIME = "@timestamp";
    private static final String MESSAGE = "message";

    /** Labels, and the fields that they are read from, the best first. */
    private static final Map<String, List<String>> LABELS = Map.of(
            "service", List.of("/service/name", "/kubernetes/container/name", "/container/name", "/service"),
            "host", List.of("/host/name", "/host/hostname", "/agent/hostname", "/host", "/hostname"));

    private final IngestLimits limits;
    private final InstantSource clock;

    BulkDocument(IngestLimits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    BulkItem.Line read(JsonNode document, byte[] asSent, String index) throws MalformedException {
        if (!(document instanceof ObjectNode fields)) {
            throw new MalformedException("a document is an object, found " + document.getNodeType());
        }
        long nanos = nanos(fields.remove(TIME));
        Labels stream = stream(fields, index);
        JsonNode message = fields.get(MESSAGE);
        if (message == null || !message.isTextual()) {
            return line(stream, nanos, asSent, Labels.EMPTY);
        }
        fields.remove(MESSAGE);
        Labels.Builder metadata = Labels.builder();
        flatten("", fields, metadata);
        byte[] text = message.asText().getBytes(StandardCharsets.UTF_8);
        return line(stream, nanos, text, bounded(metadata.build()));
    }

    private BulkItem.Line line(Labels stream, long nanos, byte[] bytes, Labels metadata) throws MalformedException {
        if (bytes.length > limits.maxLineBytes()) {
            throw new MalformedException(
                    400,
                    "line_too_long",
                    "the line has " + bytes.length + " bytes, the limit is " + limits.maxLineBytes());
        }
        return new BulkItem.Line(stream, nanos, bytes, metadata);
    }

    private long nanos(JsonNode time) throws MalformedException {
        try {
            if (time == null || time.isNull()) {
                return nanos(clock.instant());
            }
            return nanos(
                    time.isIntegralNumber()
                            ? Instant.ofEpochMilli(time.asLong())
                            : OffsetDateTime.parse(time.asText()).toInstant());
        } catch (DateTimeException | ArithmeticException e) {
            throw new MalformedException(
                    400,
                    "invalid_time",
                    TIME + " must be a time as in RFC 3339 or milliseconds since the epoch, found " + time);
        }
    }

    private static long nanos(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
    }

    private static Labels stream(ObjectNode fields, String index) throws MalformedException {
        Labels.Builder labels = Labels.builder().set("index", index);
        LABELS.forEach((label, places) -> {
            for (String place : places) {
                JsonNode value = fields.at(place);
                if (value.isTextual() && !value.asText().isEmpty()) {
                    labels.set(label, value.asText());
                    return;
                }
            }
        });
        Labels found = labels.build();
        if (found.isEmpty()) {
            throw new MalformedException(
                    400, "missing_labels", "the item names no index: write to /INDEX/_bulk, or give it an _index");
        }
        return found;
    }

    private static void flatten(String prefix, JsonNode fields, Labels.Builder to) {
        fields.properties().forEach(field -> {
            String name = prefix.isEmpty() ? PlainNames.of(field.getKey()) : prefix + "_" + inner(field.getKey());
            JsonNode value = field.getValue();
            if (value.isObject()) {
                flatten(name, value, to);
            } else if (!value.isNull()) {
                to.set(name, value.isValueNode() ? value.asText() : value.toString());
            }
        });
    }

    /** Behind another name a digit may come first. */
    private static String inner(String name) {
        return PlainNames.of("_" + name).substring(1);
    }

    private static Labels bounded(Labels metadata) throws MalformedException {
        long bytes = 0;
        for (int i = 0; i < metadata.size(); i++) {
            bytes += metadata.name(i).length() + metadata.value(i).length();
        }
        if (bytes > MOST_METADATA_BYTES) {
            throw new MalformedException(
                    400,
                    "structured_metadata_too_large",
                    "the fields beside the message take " + bytes + " bytes, the limit is " + MOST_METADATA_BYTES);
        }
        return metadata;
    }
}
