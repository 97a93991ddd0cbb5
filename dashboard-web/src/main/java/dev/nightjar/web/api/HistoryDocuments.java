package dev.nightjar.web.api;

import dev.nightjar.alerting.history.HistoryEntry;
import dev.nightjar.alerting.history.HistoryPage;
import dev.nightjar.alerting.paging.Page;
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

    /**
     * What a silence would hold back.
     *
     * @param count alerts that fire now
     * @param alerts the first hundred of them
     * @param lookedBackSeconds how long before now pages were looked at
     * @param pageCount of them, how many would not have been: all of their alerts match
     * @param pagesInAll how many there were
     * @param pages the newest hundred that would not have been
     */
    record Preview(
            int count,
            List<Map<String, String>> alerts,
            long lookedBackSeconds,
            int pageCount,
            int pagesInAll,
            List<PastPage> pages) {}

    /** A page that there was. */
    record PastPage(String pageId, long atMillis, String service, String summary) {
        static PastPage of(Page page) {
            return new PastPage(
                    page.id(), page.opened().at().toEpochMilli(), page.opened().service(), page.summary());
        }
    }

    private HistoryDocuments() {}
}
