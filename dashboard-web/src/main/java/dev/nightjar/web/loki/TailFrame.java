package dev.nightjar.web.loki;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.nightjar.query.logql.LogEntry;
import dev.nightjar.web.http.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Lines that are sent together. Used by one thread. */
final class TailFrame {
    private static final int MAX_LINES = 1000;
    private static final int MAX_BYTES = 1 << 20;

    private final boolean categorize;
    private final List<LogEntry> entries = new ArrayList<>();
    private long bytes;

    TailFrame(boolean categorize) {
        this.categorize = categorize;
    }

    void add(LogEntry entry) {
        entries.add(entry);
        bytes += entry.line().length;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    boolean isFull() {
        return entries.size() >= MAX_LINES || bytes >= MAX_BYTES;
    }

    /**
     * The frame as Loki has it, by time, and the number behind which to go on after it as {@code cursor}. Empties this.
     */
    String text(long through) throws IOException {
        entries.sort(Comparator.comparingLong(LogEntry::timestampNanos));
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (JsonGenerator out = Json.generator(text)) {
            out.writeStartObject();
            LokiJson.streams(out, "streams", StreamsByLabels.of(entries, categorize), categorize);
            if (categorize) {
                LokiJson.encodingFlags(out);
            }
            out.writeStringField("cursor", Long.toString(through));
            out.writeEndObject();
        }
        entries.clear();
        bytes = 0;
        return text.toString(StandardCharsets.UTF_8);
    }
}
