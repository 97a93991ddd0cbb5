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
import java.util.OptionalLong;

/** Lines that are sent together. Used by one thread. */
final class TailFrame {
    private static final int MAX_LINES = 1000;
    private static final int MAX_BYTES = 1 << 20;

    /** How a frame is written. */
    enum Form {
        /** All labels of a line make its stream. */
        MERGED,
        /** Metadata and parsed labels stand with each line. */
        CATEGORIZED,
        /** As before version 1 of the API. */
        OLD
    }

    private final Form form;
    private final List<LogEntry> entries = new ArrayList<>();
    private long bytes;

    TailFrame(Form form) {
        this.form = form;
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
     * The frame as Loki has it, by time, with what it is without in sentences, where there is anything to say, and the
     * number behind which to go on after it as {@code cursor}; without one where more has to follow before anybody can go
     * on. Empties this.
     */
    String text(List<String> warnings, OptionalLong through) throws IOException {
        entries.sort(Comparator.comparingLong(LogEntry::timestampNanos));
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (JsonGenerator out = Json.generator(text)) {
            out.writeStartObject();
            switch (form) {
                case MERGED -> LokiJson.streams(out, "streams", StreamsByLabels.of(entries, false), false);
                case CATEGORIZED -> {
                    LokiJson.streams(out, "streams", StreamsByLabels.of(entries, true), true);
                    LokiJson.encodingFlags(out);
                }
                case OLD -> OldJson.streams(out, StreamsByLabels.of(entries, false));
            }
            LokiJson.warnings(out, warnings);
            if (through.isPresent()) {
                out.writeStringField("cursor", Long.toString(through.getAsLong()));
            }
            out.writeEndObject();
        }
        entries.clear();
        bytes = 0;
        return text.toString(StandardCharsets.UTF_8);
    }
}
