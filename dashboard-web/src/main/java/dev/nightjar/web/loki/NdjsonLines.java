package dev.nightjar.web.loki;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.nightjar.model.Labels;
import dev.nightjar.query.logql.LogEntry;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.prometheus.QueryValueJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A JSON object and a line break for each entry. JSON has text only: a line that is not UTF-8 is there twice, as text
 * with replacement characters, and as it is in Base64. What the entries are without is said by a last object.
 */
final class NdjsonLines implements LineWriter {
    private static final char REPLACEMENT = '\uFFFD';

    @Override
    public String contentType() {
        return "application/x-ndjson";
    }

    @Override
    public void begin(OutputStream out) {}

    @Override
    public void write(LogEntry entry, OutputStream out) throws IOException {
        try (JsonGenerator json = Json.generator(out)) {
            json.writeStartObject();
            json.writeStringField("timestamp", Long.toString(entry.timestampNanos()));
            String text = entry.text();
            json.writeStringField("line", text);
            if (text.indexOf(REPLACEMENT) >= 0 && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), entry.line())) {
                json.writeBinaryField("lineBase64", entry.line());
            }
            labels(json, "stream", entry.stream());
            labels(json, "metadata", entry.metadata());
            labels(json, "parsed", entry.parsed());
            json.writeEndObject();
        }
        out.write('\n');
    }

    @Override
    public void end(List<String> warnings, OutputStream out) throws IOException {
        if (!warnings.isEmpty()) {
            try (JsonGenerator json = Json.generator(out)) {
                json.writeStartObject();
                LokiJson.warnings(json, warnings);
                json.writeEndObject();
            }
            out.write('\n');
        }
    }

    private static void labels(JsonGenerator json, String field, Labels labels) throws IOException {
        if (!labels.isEmpty()) {
            new QueryValueJson(json).labels(field, labels);
        }
    }
}
