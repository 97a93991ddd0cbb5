package dev.nightjar.web.loki;

import dev.nightjar.query.logql.LogEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes entries one by one, in one of the forms of an export. Used by one thread. */
interface LineWriter {
    String contentType();

    /** What stands before the first entry. */
    void begin(OutputStream out) throws IOException;

    void write(LogEntry entry, OutputStream out) throws IOException;

    /** What stands behind the last entry: what the entries are without, in sentences, where the form has a place for it. */
    void end(List<String> warnings, OutputStream out) throws IOException;
}
