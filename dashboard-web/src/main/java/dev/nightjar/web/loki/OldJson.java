package dev.nightjar.web.loki;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Reply;
import dev.nightjar.web.loki.LogQueries.Answer;
import dev.nightjar.web.loki.LogQueries.Entry;
import dev.nightjar.web.loki.LogQueries.Stream;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Collection;
import java.util.List;

/** Writes answers as Loki did before version 1 of its API: labels as one text, times as RFC 3339, no envelope. */
final class OldJson {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** Decimals only where there are some, as Go writes times. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendLiteral('Z')
            .toFormatter()
            .withZone(ZoneOffset.UTC);

    private OldJson() {}

    static Reply lines(Answer.Lines answer) {
        return Reply.json(stream -> {
            try (JsonGenerator out = Json.generator(stream)) {
                out.writeStartObject();
                streams(out, answer.streams());
                CostJson.write(out, answer.cost());
                out.writeEndObject();
            }
        });
    }

    static Reply names(Collection<String> names) {
        return Reply.json(stream -> {
            try (JsonGenerator out = Json.generator(stream)) {
                out.writeStartObject();
                if (!names.isEmpty()) {
                    out.writeArrayFieldStart("values");
                    for (String name : names) {
                        out.writeString(name);
                    }
                    out.writeEndArray();
                }
                out.writeEndObject();
            }
        });
    }

    static void streams(JsonGenerator out, List<Stream> streams) throws IOException {
        out.writeArrayFieldStart("streams");
        for (Stream stream : streams) {
            out.writeStartObject();
            out.writeStringField("labels", StreamsByLabels.text(stream));
            out.writeArrayFieldStart("entries");
            for (Entry entry : stream.entries()) {
                out.writeStartObject();
                out.writeStringField("ts", time(entry.timestampNanos()));
                out.writeStringField("line", entry.line());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    static String time(long nanos) {
        return TIME.format(
                Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND)));
    }
}
