package dev.nightjar.alerting.history;

import java.util.List;

/**
 * A part of the history, newest first.
 *
 * @param next offset to go on before; 0: this is the end
 */
public record HistoryPage(List<HistoryEntry> entries, long next) {
    public HistoryPage {
        entries = List.copyOf(entries);
    }
}
