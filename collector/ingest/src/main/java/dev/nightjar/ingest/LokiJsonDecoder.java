package dev.nightjar.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.nightjar.model.Labels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Turns Loki's JSON push into streams while reading: {@code {"streams":[{"stream":{labels},"values":[["nanoseconds",
 * "line",{metadata}]]}]}}, or as it was before version 1: {@code {"streams":[{"labels":"{a=\"b\"}","entries":[{"ts":"RFC
 * 3339","line":"line"}]}]}}. A body that is neither is refused as a whole; every complaint names the element it is about.
 */
final class LokiJsonDecoder {
    /** The codec is there for {@link TokenBuffer}, which holds lines that come before their labels. */
    private static final JsonFactory JSON = new ObjectMapper()
            .getFactory()
            .setStreamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build());

    private final LokiStreams streams;
    private final boolean legacy;
    private int stream;
    private int entry;

    LokiJsonDecoder(LokiStreams streams, boolean legacy) {
        this.streams = streams;
        this.legacy = legacy;
    }

    void decode(byte[] body) throws MalformedException {
        try (JsonParser in = JSON.createParser(body)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedException("expected {\"streams\": […]}, found " + JsonWords.found(in));
            }
            while (in.nextToken() != JsonToken.END_OBJECT) {
                boolean named = in.currentName().equals("streams");
                in.nextToken();
                if (named && in.currentToken() != JsonToken.VALUE_NULL) {
                    JsonWords.expect(in, JsonToken.START_ARRAY, "streams", "a list");
                    for (stream = 0; in.nextToken() != JsonToken.END_ARRAY; stream++) {
                        JsonWords.expect(in, JsonToken.START_OBJECT, "streams[" + stream + "]", "an object");
                        stream(in);
                    }
                } else {
                    in.skipChildren();
                }
            }
            if (in.nextToken() != null) {
                throw new MalformedException("more follows the end of the push: " + JsonWords.found(in));
            }
        } catch (JsonProcessingException e) {
            throw new MalformedException("not JSON: " + e.getOriginalMessage().replaceFirst(", from `[^`]*`", "")
                    + JsonWords.place(e.getLocation()));
        } catch (IOException e) {
            throw new MalformedException("not JSON: " + e.getMessage());
        }
    }

    private void stream(JsonParser in) throws IOException, MalformedException {
        LokiStreams.Lines lines = null;
        TokenBuffer early = null;
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            in.nextToken();
            if (name.equals(legacy ? "labels" : "stream")) {
                lines = legacy ? labelText(in) : labels(in);
            } else if (!name.equals(legacy ? "entries" : "values")) {
                in.skipChildren();
            } else if (lines != null) {
                values(in, lines);
            } else {
                early = new TokenBuffer(in);
                early.copyCurrentStructure(in);
            }
        }
        if (lines == null) {
            lines = streams.begin(Labels.EMPTY);
        }
        if (early != null) {
            try (JsonParser again = early.asParser()) {
                again.nextToken();
                values(again, lines);
            }
        }
        lines.end();
    }

    private LokiStreams.Lines labelText(JsonParser in) throws IOException, MalformedException {
        JsonWords.expect(in, JsonToken.VALUE_STRING, "streams[" + stream + "].labels", "a string");
        return LokiLabels.begin(streams, in.getText(), null);
    }

    /**
     * Names are looked at when all are there, so that a complaint can show them. As in Loki the last of a name counts, and
     * what is no string is its text.
     */
    private LokiStreams.Lines labels(JsonParser in) throws IOException, MalformedException {
        String where = "streams[" + stream + "].stream";
        JsonWords.expect(in, JsonToken.START_OBJECT, where, "an object of labels");
        Labels.Builder labels = Labels.builder();
        String problem = "";
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            if (!LabelNames.valid(name)) {
                problem = "\"" + JsonWords.shortened(name)
                        + "\" is not a label name: letters, digits and _, not a digit first";
            }
            if (!in.nextToken().isScalarValue()) {
                JsonWords.expect(in, JsonToken.VALUE_STRING, where + "." + JsonWords.shortened(name), "a string");
            }
            labels.set(name, JsonWords.text(in));
        }
        Labels found = labels.build();
        return problem.isEmpty() ? streams.begin(found) : streams.beginRefused(found.toString(), problem);
    }

    private void values(JsonParser in, LokiStreams.Lines lines) throws IOException, MalformedException {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        String name = legacy ? "entries" : "values";
        JsonWords.expect(in, JsonToken.START_ARRAY, "streams[" + stream + "]." + name, "a list");
        for (entry = 0; in.nextToken() != JsonToken.END_ARRAY; entry++) {
            if (legacy) {
                legacyEntry(in, lines);
            } else if (in.currentToken() != JsonToken.VALUE_NULL) {
                value(in, lines);
            }
        }
    }

    /** As in Loki a line that is not there is empty, and what stands behind the metadata means nothing. */
    private void value(JsonParser in, LokiStreams.Lines lines) throws IOException, MalformedException {
        JsonWords.expect(in, JsonToken.START_ARRAY, entry(), "a list [\"nanoseconds\", \"line\"]");
        long nanos = timestamp(in);
        if (in.nextToken() == JsonToken.END_ARRAY) {
            lines.add(nanos, new byte[0], 0, 0, Labels.EMPTY);
            return;
        }
        JsonWords.expect(in, JsonToken.VALUE_STRING, entry() + "[1]: the line", "a string");
        byte[] line = JsonWords.text(in).getBytes(StandardCharsets.UTF_8);
        Labels metadata = in.nextToken() == JsonToken.END_ARRAY ? Labels.EMPTY : behindLine(in);
        lines.add(nanos, line, 0, line.length, metadata);
    }

    private Labels behindLine(JsonParser in) throws IOException, MalformedException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw new MalformedException(entry() + " must be [\"nanoseconds\", \"line\"] and at most an object of"
                    + " metadata behind, found " + JsonWords.found(in));
        }
        Labels metadata = metadata(in);
        while (in.nextToken() != JsonToken.END_ARRAY) {
            in.skipChildren();
        }
        return metadata;
    }

    private long timestamp(JsonParser in) throws IOException, MalformedException {
        JsonToken token = in.nextToken();
        String text = token == null ? "the end" : in.getText();
        if (token != JsonToken.VALUE_STRING) {
            throw new MalformedException(entry()
                    + "[0]: the timestamp must be a string of nanoseconds since the epoch, found "
                    + JsonWords.found(in) + (token == JsonToken.VALUE_NUMBER_INT ? ": write it in quotes" : ""));
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new MalformedException(entry()
                    + "[0]: the timestamp must be whole nanoseconds since the epoch, found \""
                    + JsonWords.shortened(text) + "\"");
        }
    }

    private Labels metadata(JsonParser in) throws IOException, MalformedException {
        Labels.Builder metadata = Labels.builder();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            if (name.isEmpty()) {
                throw new MalformedException(
                        400, "invalid_metadata", entry() + "[2]: structured metadata must have names");
            }
            in.nextToken();
            JsonWords.expect(in, JsonToken.VALUE_STRING, entry() + "[2]." + JsonWords.shortened(name), "a string");
            metadata.set(MetadataNames.of(name), JsonWords.text(in));
        }
        return metadata.build();
    }

    private void legacyEntry(JsonParser in, LokiStreams.Lines lines) throws IOException, MalformedException {
        JsonWords.expect(in, JsonToken.START_OBJECT, entry(), "an object {\"ts\": …, \"line\": …}");
        String time = "";
        byte[] line = new byte[0];
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            in.nextToken();
            if (name.equals("ts") || name.equals("line")) {
                JsonWords.expect(in, JsonToken.VALUE_STRING, entry() + "." + name, "a string");
                if (name.equals("ts")) {
                    time = in.getText();
                } else {
                    line = JsonWords.text(in).getBytes(StandardCharsets.UTF_8);
                }
            } else {
                in.skipChildren();
            }
        }
        lines.add(instant(time), line, 0, line.length, Labels.EMPTY);
    }

    private long instant(String text) throws MalformedException {
        return TimeText.nanos(text)
                .orElseThrow(() -> new MalformedException(
                        entry() + ".ts must be a time as in RFC 3339, found \"" + JsonWords.shortened(text) + "\""));
    }

    private String entry() {
        return "streams[" + stream + "]." + (legacy ? "entries" : "values") + "[" + entry + "]";
    }
}
