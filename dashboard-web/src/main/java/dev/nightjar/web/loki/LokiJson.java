package dev.nightjar.web.loki;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Reply;
import dev.nightjar.web.loki.LogQueries.Answer;
import dev.nightjar.web.loki.LogQueries.Entry;
import dev.nightjar.web.loki.LogQueries.Stats;
import dev.nightjar.web.loki.LogQueries.Stream;
import dev.nightjar.web.prometheus.QueryValueJson;
import java.io.IOException;

/** Writes answers as Loki does: times of lines as strings of nanoseconds, of numbers as seconds. */
final class LokiJson {
    /** The flag of clients that want labels by where they come from. */
    static final String CATEGORIZE = "categorize-labels";

    private LokiJson() {}

    static Reply reply(Answer answer) {
        return Reply.json(stream -> {
            try (JsonGenerator out = Json.generator(stream)) {
                out.writeStartObject();
                out.writeStringField("status", "success");
                out.writeObjectFieldStart("data");
                switch (answer) {
                    case Answer.Lines lines -> {
                        out.writeStringField("resultType", "streams");
                        out.writeArrayFieldStart("result");
                        for (Stream each : lines.streams()) {
                            stream(out, each, lines.categorized());
                        }
                        out.writeEndArray();
                        if (lines.categorized()) {
                            out.writeArrayFieldStart("encodingFlags");
                            out.writeString(CATEGORIZE);
                            out.writeEndArray();
                        }
                    }
                    case Answer.Numbers numbers -> new QueryValueJson(out).members(numbers.value());
                }
                stats(out, answer.stats());
                out.writeEndObject();
                out.writeEndObject();
            }
        });
    }

    static Reply success(Object data) {
        return Reply.json(stream -> {
            try (JsonGenerator out = Json.generator(stream)) {
                out.writeStartObject();
                out.writeStringField("status", "success");
                out.writePOJOField("data", data);
                out.writeEndObject();
            }
        });
    }

    private static void stream(JsonGenerator out, Stream stream, boolean categorized) throws IOException {
        out.writeStartObject();
        new QueryValueJson(out).labels("stream", stream.labels());
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
        QueryValueJson labels = new QueryValueJson(out);
        out.writeStartObject();
        if (!entry.metadata().isEmpty()) {
            labels.labels("structuredMetadata", entry.metadata());
        }
        if (!entry.parsed().isEmpty()) {
            labels.labels("parsed", entry.parsed());
        }
        out.writeEndObject();
    }

    private static void stats(JsonGenerator out, Stats stats) throws IOException {
        double seconds = Math.max(stats.seconds(), 1e-9);
        out.writeObjectFieldStart("stats");
        out.writeObjectFieldStart("summary");
        out.writeNumberField("bytesProcessedPerSecond", Math.round(stats.bytes() / seconds));
        out.writeNumberField("linesProcessedPerSecond", Math.round(stats.lines() / seconds));
        out.writeNumberField("totalBytesProcessed", stats.bytes());
        out.writeNumberField("totalLinesProcessed", stats.lines());
        out.writeNumberField("execTime", stats.seconds());
        out.writeEndObject();
        out.writeEndObject();
    }
}
