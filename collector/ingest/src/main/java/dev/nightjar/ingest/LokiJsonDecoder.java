package dev.nightjar.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Turns Loki's JSON push into a batch while reading: {@code {"streams":[{"stream":{labels},"values":[["nanoseconds",
 * "line",{metadata}]]}]}}. Every complaint names the element it is about.
 */
final class LokiJsonDecoder {
    /** The codec is there for {@link TokenBuffer}, which holds lines that come before their labels. */
    private static final JsonFactory JSON = new ObjectMapper()
            .getFactory()
            .setStreamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build());

    private final LogPush push;
    private int stream;
    private int entry;

    LokiJsonDecoder(LogPush push) {
        this.push = push;
    }

    void decode(byte[] body) throws MalformedException {
        try (JsonParser in = JSON.createParser(body)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedException("expected {\"streams\": […]}, found " + found(in));
            }
            boolean seen = false;
            while (in.nextToken() != JsonToken.END_OBJECT) {
                if (in.currentName().equals("streams")) {
                    seen = true;
                    in.nextToken();
                    expect(in, JsonToken.START_ARRAY, "streams", "a list");
                    for (stream = 0; in.nextToken() != JsonToken.END_ARRAY; stream++) {
                        expect(in, JsonToken.START_OBJECT, "streams[" + stream + "]", "an object");
                        stream(in);
                    }
                } else {
                    in.nextToken();
                    in.skipChildren();
                }
            }
            if (!seen) {
                throw new MalformedException("the push has no \"streams\"");
            }
            if (in.nextToken() != null) {
                throw new MalformedException("more follows the end of the push: " + found(in));
            }
        } catch (JsonProcessingException e) {
            throw new MalformedException(
                    "not JSON: " + e.getOriginalMessage().replaceFirst(", from `[^`]*`", "") + place(e.getLocation()));
        } catch (IOException e) {
            throw new MalformedException("not JSON: " + e.getMessage());
        }
    }

    private void stream(JsonParser in) throws IOException, MalformedException {
        String where = "streams[" + stream + "]";
        LogBatch.StreamBuilder lines = null;
        TokenBuffer early = null;
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            in.nextToken();
            if (name.equals("stream")) {
                lines = LogBatch.stream(push.checked(labels(in, where + ".stream", true), where));
            } else if (name.equals("values") && lines != null) {
                values(in, lines);
            } else if (name.equals("values")) {
                early = new TokenBuffer(in);
                early.copyCurrentStructure(in);
            } else {
                in.skipChildren();
            }
        }
        if (lines == null) {
            lines = LogBatch.stream(push.checked(Labels.EMPTY, where));
        }
        if (early != null) {
            try (JsonParser again = early.asParser()) {
                again.nextToken();
                values(again, lines);
            }
        }
        push.end(lines);
    }

    private void values(JsonParser in, LogBatch.StreamBuilder lines) throws IOException, MalformedException {
        expect(in, JsonToken.START_ARRAY, "streams[" + stream + "].values", "a list");
        for (entry = 0; in.nextToken() != JsonToken.END_ARRAY; entry++) {
            expect(in, JsonToken.START_ARRAY, entry(), "a list [\"nanoseconds\", \"line\"]");
            long nanos = timestamp(in);
            if (in.nextToken() != JsonToken.VALUE_STRING) {
                throw new MalformedException(entry() + "[1]: the line must be a string, found " + found(in));
            }
            byte[] line = in.getText().getBytes(StandardCharsets.UTF_8);
            Labels metadata = Labels.EMPTY;
            JsonToken next = in.nextToken();
            if (next == JsonToken.START_OBJECT) {
                metadata = labels(in, entry() + "[2]", false);
                next = in.nextToken();
            }
            if (next != JsonToken.END_ARRAY) {
                throw new MalformedException(entry() + " must be [\"nanoseconds\", \"line\"] and at most an object of"
                        + " metadata behind, found " + found(in));
            }
            push.line(lines, nanos, line, 0, line.length, metadata, entry);
        }
    }

    private long timestamp(JsonParser in) throws IOException, MalformedException {
        JsonToken token = in.nextToken();
        String text = token == null ? "the end" : in.getText();
        if (token != JsonToken.VALUE_STRING) {
            throw new MalformedException(entry()
                    + "[0]: the timestamp must be a string of nanoseconds since the epoch, found " + found(in)
                    + (token == JsonToken.VALUE_NUMBER_INT ? ": write it in quotes" : ""));
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new MalformedException(entry()
                    + "[0]: the timestamp must be whole nanoseconds since the epoch, found \"" + shortened(text)
                    + "\"");
        }
    }

    private static Labels labels(JsonParser in, String where, boolean strictNames)
            throws IOException, MalformedException {
        expect(in, JsonToken.START_OBJECT, where, "an object of labels");
        Labels.Builder labels = Labels.builder();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            if (name.isEmpty() || (strictNames && !LabelNames.valid(name))) {
                throw new MalformedException(
                        400,
                        "invalid_label",
                        where + ": \"" + shortened(name)
                                + "\" is not a label name: letters, digits and _, not a digit first");
            }
            if (!labels.get(name).isEmpty()) {
                throw new MalformedException(
                        400, "invalid_label", where + ": duplicate label \"" + shortened(name) + "\"");
            }
            if (in.nextToken() != JsonToken.VALUE_STRING) {
                throw new MalformedException(
                        400,
                        "invalid_label",
                        where + "." + shortened(name) + ": the value must be a string, found " + found(in));
            }
            labels.set(name, in.getText());
        }
        return labels.build();
    }

    private String entry() {
        return "streams[" + stream + "].values[" + entry + "]";
    }

    private static void expect(JsonParser in, JsonToken token, String where, String what)
            throws IOException, MalformedException {
        if (in.currentToken() != token) {
            throw new MalformedException(where + " must be " + what + ", found " + found(in));
        }
    }

    private static String found(JsonParser in) throws IOException {
        JsonToken token = in.currentToken();
        if (token == null) {
            return "the end of the body";
        }
        return switch (token) {
            case START_OBJECT, END_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case END_ARRAY -> "the end of the list";
            case VALUE_STRING -> "the string \"" + shortened(in.getText()) + "\"";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "the number " + shortened(in.getText());
            case FIELD_NAME, VALUE_TRUE, VALUE_FALSE, VALUE_NULL, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                shortened(in.getText());
        };
    }

    private static String place(@Nullable JsonLocation location) {
        return location == null
                ? ""
                : " at line " + location.getLineNr() + ", column " + location.getColumnNr() + " (byte "
                        + location.getByteOffset() + ")";
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
