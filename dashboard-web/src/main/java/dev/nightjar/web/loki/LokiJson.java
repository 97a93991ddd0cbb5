package dev.nightjar.web.loki;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.nightjar.model.Labels;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Reply;
import dev.nightjar.web.loki.LogQueries.Answer;
import dev.nightjar.web.loki.LogQueries.Entry;
import dev.nightjar.web.loki.LogQueries.Stream;
import dev.nightjar.web.prometheus.QueryValueJson;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes answers as Loki does: times of lines as strings of nanoseconds, of numbers as seconds. */
final class LokiJson {
    /** The flag of clients that want labels by where they come from. */
    static final String CATEGORIZE = "categorize-labels";

    private LokiJson() {}

    static Reply reply(Answer answer) {
        return success(answer.warnings(), out -> {
            out.writeStartObject();
            switch (answer) {
                case Answer.Lines lines -> {
                    out.writeStringField("resultType", "streams");
                    streams(out, "result", lines.streams(), lines.categorized());
                    if (lines.categorized()) {
                        encodingFlags(out);
                    }
                }
                case Answer.Numbers numbers ->
                    QueryValueJson.withoutExponents(out).members(numbers.value());
            }
            CostJson.write(out, answer.cost());
            out.writeEndObject();
        });
    }

    /** Writes what stands under {@code data}. */
    @FunctionalInterface
    interface Data {
        void write(JsonGenerator out) throws IOException;
    }

    static Reply success(Data data) {
        return success(List.of(), data);
    }

    private static Reply success(List<String> warnings, Data data) {
        return Reply.json(stream -> {
            try (JsonGenerator out = Json.generator(stream)) {
                out.writeStartObject();
                out.writeStringField("status", "success");
                out.writeFieldName("data");
                data.write(out);
                warnings(out, warnings);
                out.writeEndObject();
            }
        });
    }

    /** Nothing where there are none, as Loki does. */
    static void warnings(JsonGenerator out, List<String> warnings) throws IOException {
        if (!warnings.isEmpty()) {
            out.writeArrayFieldStart("warnings");
            for (String warning : warnings) {
                out.writeString(warning);
            }
            out.writeEndArray();
        }
    }

    static Reply names(Collection<String> names) {
        return success(out -> {
            out.writeStartArray();
            for (String name : names) {
                out.writeString(name);
            }
            out.writeEndArray();
        });
    }

    static Reply series(Collection<Labels> series) {
        return success(out -> {
            QueryValueJson json = new QueryValueJson(out);
            out.writeStartArray();
            for (Labels labels : series) {
                json.labels(labels);
            }
            out.writeEndArray();
        });
    }

    static void encodingFlags(JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("encodingFlags");
        out.writeString(CATEGORIZE);
        out.writeEndArray();
    }

    static void streams(JsonGenerator out, String field, List<Stream> streams, boolean categorized) throws IOException {
        out.writeArrayFieldStart(field);
        for (Stream each : streams) {
            stream(out, each, categorized);
        }
        out.writeEndArray();
    }

    private static void stream(JsonGenerator out, Stream stream, boolean categorized) throws IOException {
        out.writeStartObject();
        labels(out, "stream", stream.labels(), stream.blank());
        out.writeArrayFieldStart("values");
        for (Entry entry : stream.entries()) {
            out.writeStartArray();
            out.writeString(Long.toString(entry.timestampNanos()));
            out.writeString(entry.line());
            if (categorized) {
                categories(out, entry);
            }
            out.writeEndArray();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void categories(JsonGenerator out, Entry entry) throws IOException {
        out.writeStartObject();
        if (!entry.metadata().isEmpty()) {
            labels(out, "structuredMetadata", entry.metadata(), List.of());
        }
        if (!entry.parsed().isEmpty() || !entry.blank().isEmpty()) {
            labels(out, "parsed", entry.parsed(), entry.blank());
        }
        out.writeEndObject();
    }

    private static void labels(JsonGenerator out, String field, Labels labels, List<String> blank) throws IOException {
        if (blank.isEmpty()) {
            new QueryValueJson(out).labels(field, labels);
            return;
        }
        SortedMap<String, String> all = new TreeMap<>(labels.toMap());
        blank.forEach(name -> all.put(name, ""));
        out.writeObjectFieldStart(field);
        for (Map.Entry<String, String> label : all.entrySet()) {
            out.writeStringField(label.getKey(), label.getValue());
        }
        out.writeEndObject();
    }
}
