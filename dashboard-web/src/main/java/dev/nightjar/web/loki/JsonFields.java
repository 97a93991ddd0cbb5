package dev.nightjar.web.loki;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns a line of JSON into its fields, each with the way to it: nested names joined by {@code _}, lists left out. */
final class JsonFields {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(64).build())
            .build();

    /** A value and the names that lead to it. */
    record Field(List<String> path, String value) {
        Field {
            path = List.copyOf(path);
        }
    }

    private final JsonParser in;
    private final List<String> path = new ArrayList<>();
    private final List<Field> fields = new ArrayList<>();

    private JsonFields(JsonParser in) {
        this.in = in;
    }

    /** Empty where the line is not one JSON object. */
    static Optional<List<Field>> of(String line) {
        if (!line.stripLeading().startsWith("{")) {
            return Optional.empty();
        }
        try (JsonParser in = JSON.createParser(line)) {
            JsonFields fields = new JsonFields(in);
            in.nextToken();
            fields.object();
            return in.nextToken() == null ? Optional.of(fields.fields) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void object() throws IOException {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            path.add(in.currentName());
            JsonToken value = in.nextToken();
            if (value == JsonToken.START_OBJECT) {
                object();
            } else if (value == JsonToken.START_ARRAY) {
                in.skipChildren();
            } else if (value != JsonToken.VALUE_NULL) {
                fields.add(new Field(path, in.getText()));
            }
            path.removeLast();
        }
    }
}
