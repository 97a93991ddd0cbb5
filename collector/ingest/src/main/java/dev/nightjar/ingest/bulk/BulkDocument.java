package dev.nightjar.ingest.bulk;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightjar.ingest.IngestLimits;
import dev.nightjar.ingest.JsonWords;
import dev.nightjar.ingest.LabelPairs;
import dev.nightjar.ingest.MalformedException;
import dev.nightjar.ingest.TimeText;
import dev.nightjar.model.Labels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes log lines of the documents of one request. Its {@code message} is the line and all other fields are structured
 * metadata, nested ones with underscores ({@code log.offset} becomes {@code log_offset}); a document without a message is
 * the line, as it came. The index, the service and the host are the stream's labels: what differs from line to line is not.
 * Not thread-safe.
 */
final class BulkDocument {
    private static final int MOST_METADATA_BYTES = 64 << 10;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final Pattern MILLIS = Pattern.compile("\\d{1,13}");
    private static final Pattern PLAIN_OFFSET = Pattern.compile(".+T.+[+-]\\d{4}");
    private static final Pattern NO_OFFSET =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?)?");

    private record Source(String index, String service, String host) {}

    private final ObjectMapper json;
    private final IngestLimits limits;
    private final InstantSource clock;
    private final FieldPath root = FieldPath.root();
    private final Map<Source, Labels> streams = new HashMap<>();

    private final LabelPairs metadata = new LabelPairs();
    private @Nullable String message;
    private @Nullable MalformedException invalidTime;
    private boolean timed;
    private long nanos;
    private String service = "";
    private int serviceRank;
    private String host = "";
    private int hostRank;

    BulkDocument(ObjectMapper json, IngestLimits limits, InstantSource clock) {
        this.json = json;
        this.limits = limits;
        this.clock = clock;
    }

    /** Of the document in {@code body[from, to)}. */
    BulkItem.Line read(byte[] body, int from, int to, String index) throws IOException, MalformedException {
        begin();
        try (JsonParser in = json.createParser(body, from, to - from)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedException("a document is an object, found " + JsonWords.found(in));
            }
            object(in, root);
            if (in.nextToken() != null) {
                throw new MalformedException("more follows the document: " + JsonWords.found(in));
            }
        }
        if (invalidTime != null) {
            throw invalidTime;
        }
        if (!timed) {
            Instant now = clock.instant();
            nanos = Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
        }
        Labels stream = stream(index);
        if (message == null) {
            return line(stream, Arrays.copyOfRange(body, from, to), Labels.EMPTY);
        }
        if (metadata.length() > MOST_METADATA_BYTES) {
            throw new MalformedException(
                    400,
                    "structured_metadata_too_large",
                    "the fields beside the message take " + metadata.length() + " bytes, the limit is "
                            + MOST_METADATA_BYTES);
        }
        return line(stream, message.getBytes(StandardCharsets.UTF_8), metadata.labels());
    }

    private void begin() {
        metadata.clear();
        message = null;
        invalidTime = null;
        timed = false;
        service = "";
        serviceRank = Integer.MAX_VALUE;
        host = "";
        hostRank = Integer.MAX_VALUE;
    }

    private void object(JsonParser in, FieldPath at) throws IOException {
        for (String key = in.nextFieldName(); key != null; key = in.nextFieldName()) {
            FieldPath field = at.field(key);
            JsonToken token = in.nextToken();
            if (field.isTime()) {
                time(in, token);
            } else if (token == JsonToken.START_OBJECT) {
                object(in, field);
            } else if (token == JsonToken.START_ARRAY) {
                JsonNode list = in.readValueAsTree();
                metadata.add(field.name(), list.toString());
            } else if (token == JsonToken.VALUE_STRING) {
                text(field, JsonWords.text(in));
            } else if (token != JsonToken.VALUE_NULL) {
                metadata.add(field.name(), in.getText());
            }
        }
    }

    private void text(FieldPath field, String value) {
        if (field.isMessage()) {
            message = value;
            return;
        }
        metadata.add(field.name(), value);
        if (field.serviceRank() != FieldPath.NONE && field.serviceRank() <= serviceRank && !value.isEmpty()) {
            service = value;
            serviceRank = field.serviceRank();
        }
        if (field.hostRank() != FieldPath.NONE && field.hostRank() <= hostRank && !value.isEmpty()) {
            host = value;
            hostRank = field.hostRank();
        }
    }

    /** Kept for the end: that the text is no JSON is to be said first. */
    private void time(JsonParser in, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        OptionalLong at = OptionalLong.empty();
        if (token == JsonToken.VALUE_STRING) {
            at = time(in.getText());
        } else if (token == JsonToken.VALUE_NUMBER_INT
                && Math.abs(in.getDoubleValue()) < Long.MAX_VALUE / (double) NANOS_PER_MILLI) {
            at = OptionalLong.of(in.getLongValue() * NANOS_PER_MILLI);
        }
        if (at.isPresent()) {
            timed = true;
            nanos = at.getAsLong();
            return;
        }
        JsonNode value = in.readValueAsTree();
        invalidTime = new MalformedException(
                400,
                "invalid_time",
                "@timestamp must be a time as in RFC 3339 or milliseconds since the epoch, found " + value);
    }

    /**
     * As Elasticsearch's own {@code strict_date_optional_time||epoch_millis}: offsets without a colon, or none, which is
     * UTC, as Python's client writes its times; days without a time; milliseconds as text.
     */
    private static OptionalLong time(String text) {
        if (MILLIS.matcher(text).matches()) {
            return OptionalLong.of(Long.parseLong(text) * NANOS_PER_MILLI);
        }
        if (NO_OFFSET.matcher(text).matches()) {
            return TimeText.nanos(text.contains("T") ? text + "Z" : text + "T00:00:00Z");
        }
        int offset = text.length() - 5;
        return PLAIN_OFFSET.matcher(text).matches()
                ? TimeText.nanos(text.substring(0, offset + 3) + ":" + text.substring(offset + 3))
                : TimeText.nanos(text);
    }

    private Labels stream(String index) throws MalformedException {
        Source source = new Source(index, service, host);
        Labels known = streams.get(source);
        if (known != null) {
            return known;
        }
        Labels labels = Labels.of("index", index, "service", service, "host", host);
        if (labels.isEmpty()) {
            throw new MalformedException(
                    400, "missing_labels", "the item names no index: write to /INDEX/_bulk, or give it an _index");
        }
        streams.put(source, labels);
        return labels;
    }

    private BulkItem.Line line(Labels stream, byte[] bytes, Labels fields) throws MalformedException {
        if (bytes.length > limits.maxLineBytes()) {
            throw new MalformedException(
                    400,
                    "line_too_long",
                    "the line has " + bytes.length + " bytes, the limit is " + limits.maxLineBytes());
        }
        return new BulkItem.Line(stream, nanos, bytes, fields);
    }
}
