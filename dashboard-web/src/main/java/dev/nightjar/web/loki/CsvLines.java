package dev.nightjar.web.loki;

import dev.nightjar.model.Labels;
import dev.nightjar.query.logql.LogEntry;
import dev.nightjar.web.http.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * Comma-separated values as RFC 4180 has them: time in nanoseconds, the same as RFC 3339, the labels asked for one by
 * one or all of them as JSON, and the line byte for byte, whether it is UTF-8 or not.
 */
final class CsvLines implements LineWriter {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final byte[] END = {'\r', '\n'};

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
        out.write(row.append("line\r\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void write(LogEntry entry, OutputStream out) throws IOException {
        StringBuilder row = new StringBuilder(64);
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
        out.write(row.toString().getBytes(StandardCharsets.UTF_8));
        cell(entry.line(), out);
        out.write(END);
    }

    /** A row that is no entry would be taken for one; the answer's trailer says it. */
    @Override
    public void end(List<String> warnings, OutputStream out) {}

    private static void cell(byte[] value, OutputStream out) throws IOException {
        boolean plain = true;
        for (int i = 0; plain && i < value.length; i++) {
            plain = isPlain((char) (value[i] & 0xff));
        }
        if (plain) {
            out.write(value);
            return;
        }
        ByteArrayOutputStream quoted = new ByteArrayOutputStream(value.length + 16);
        quoted.write('"');
        for (byte each : value) {
            if (each == '"') {
                quoted.write('"');
            }
            quoted.write(each);
        }
        quoted.write('"');
        quoted.writeTo(out);
    }

    private static boolean isPlain(char c) {
        return c != '"' && c != ',' && c != '\n' && c != '\r';
    }

    private static void cell(String value, StringBuilder to) {
        boolean plain = true;
        for (int i = 0; plain && i < value.length(); i++) {
            plain = isPlain(value.charAt(i));
        }
        if (plain) {
            to.append(value);
        } else {
            to.append('"').append(value.replace("\"", "\"\"")).append('"');
        }
    }
}
