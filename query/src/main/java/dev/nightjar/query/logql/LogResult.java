package dev.nightjar.query.logql;

import java.util.List;

/**
 * What a query of lines answers with.
 *
 * @param entries in the order asked for
 * @param linesRead lines that the store handed over
 * @param bytesRead their text
 */
public record LogResult(List<LogEntry> entries, long linesRead, long bytesRead) {
    public LogResult {
        entries = List.copyOf(entries);
    }
}
