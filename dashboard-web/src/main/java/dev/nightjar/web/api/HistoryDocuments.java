package dev.nightjar.web.api;

import dev.nightjar.alerting.history.HistoryEntry;
import dev.nightjar.alerting.history.HistoryPage;
import java.util.List;
import java.util.Map;

/** The history and a silence's preview as documents. */
final class HistoryDocuments {
    /** Something that happened or was done. */
    record Entry(
            long offset,
            long atMillis,
            String kind,
            String rule,
            String service,
            Map<String, String> labels,
            String person,
            String pageId,
            String text) {
        static Entry of(HistoryEntry entry) {
            return new Entry(
                    entry.offset(),
                    entry.at().toEpochMilli(),
                    entry.kind(),
                    entry.rule(),
                    entry.service(),
                    entry.labels().toMap(),
                    entry.person(),
                    entry.pageId(),
                    entry.text());
        }
    }

    /**
     * @param next offset to ask on with, as {@code before}; 0: this is the end
     */
    record History(List<Entry> entries, long next) {
        static History of(HistoryPage page) {
            return new History(page.entries().stream().map(Entry::of).toList(), page.next());
        }
    }

    /** The alerts that fire and would be held back, the first hundred of them. */
    record Preview(int count, List<Map<String, String>> alerts) {}

    private HistoryDocuments() {}
}
