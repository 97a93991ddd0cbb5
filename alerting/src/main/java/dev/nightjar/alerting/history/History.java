package dev.nightjar.alerting.history;

import dev.nightjar.model.event.EventLog;
import dev.nightjar.model.event.NoticeEvent.NoticeAttempted;
import dev.nightjar.model.event.PageEvent.PageOpened;
import dev.nightjar.model.event.StoredEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Searches the log from its end, a stretch at a time: nothing of it is kept in memory, and a question that asks for the
 * newest reads little. Thread-safe.
 */
public final class History {
    private static final int STRETCH = 1_000;

    /** So many events are read for one answer at most; the next part of it goes on from there. */
    private static final int MOST_READ = 200_000;

    private final EventLog log;
    private final Function<String, Optional<PageOpened>> pages;

    /** {@code pages} says what a page is about, by its id. */
    public History(EventLog log, Function<String, Optional<PageOpened>> pages) {
        this.log = log;
        this.pages = pages;
    }

    /** The newest entries that a question wants, as many as it wants. */
    public HistoryPage search(HistoryQuestion question) {
        List<HistoryEntry> found = new ArrayList<>();
        Map<String, NoticeAttempted> attempts = new HashMap<>();
        EntryWords words = new EntryWords(pages, attempts);
        long end = Math.min(question.before() - 1, log.lastOffset());
        int read = 0;
        while (end > 0 && read < MOST_READ) {
            long start = Math.max(0, end - STRETCH);
            List<StoredEvent> events = log.readAfter(start, (int) (end - start));
            for (StoredEvent stored : events.reversed()) {
                read++;
                end = stored.offset() - 1;
                Optional<HistoryEntry> entry = words.entry(stored).filter(question::wants);
                if (entry.isPresent()) {
                    found.add(entry.get());
                    if (found.size() == question.limit()) {
                        return new HistoryPage(found, stored.offset() > 1 ? stored.offset() : 0);
                    }
                }
            }
            end = start;
        }
        return new HistoryPage(found, end > 0 ? end + 1 : 0);
    }
}
