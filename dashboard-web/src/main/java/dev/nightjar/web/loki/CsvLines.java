package dev.nightjar.web.loki;

import dev.nightjar.model.Labels;
import dev.nightjar.query.logql.LogEntry;
import dev.nightjar.web.http.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * Comma-separated values as RFC 4180 has them: time in nanoseconds, the same as RFC 3339, the labels asked for one by
 * one or all of them as JSON, and the line.
 */
final class CsvLines implements LineWriter {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final List<String> columns;

    /** {@code columns}: labels with a column of their own; where there are none, all labels share one. */
    CsvLines(List<String> columns) {
        this.columns = List.copyOf(columns);
    }

    @Override
    public String contentType() {
        return "text/csv; charset=utf-8; header=present";
    }

    @Override
    public void begin(OutputStream out) throws IOException {
        StringBuilder row = new StringBuilder("timestamp,time,");
        if (columns.isEmpty()) {
            row.append("labels,");
        }
        for (String column : columns) {
            cell(column, row);
            row.append(',');
        }
        end(row.append("line"), out);
    }

    @Override
    public void write(LogEntry entry, OutputStream out) throws IOException {
        StringBuilder row = new StringBuilder(64 + entry.line().length);
        long nanos = entry.timestampNanos();
        row.append(nanos).append(',');
        row.append(Instant.ofEpochSecond(
                        Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND)))
                .append(',');
        Labels labels = entry.labels();
        if (columns.isEmpty()) {
            cell(Json.text(labels.toMap()), row);
            row.append(',');
        }
        for (String column : columns) {
            cell(labels.get(column), row);
            row.append(',');
        }
        cell(entry.text(), row);
        end(row, out);
    }

    private static void end(StringBuilder row, OutputStream out) throws IOException {
        out.write(row.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void cell(String value, StringBuilder to) {
        boolean plain = true;
        for (int i = 0; plain && i < value.length(); i++) {
            char c = value.charAt(i);
            plain = c != '"' && c != ',' && c != '\n' && c != '\r';
        }
        if (plain) {
            to.append(value);
        } else {
            to.append('"').append(value.replace("\"", "\"\"")).append('"');
        }
    }
}
