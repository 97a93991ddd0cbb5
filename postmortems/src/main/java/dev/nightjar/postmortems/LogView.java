package dev.nightjar.postmortems;

import dev.nightjar.model.event.EventLog;
import dev.nightjar.model.event.StoredEvent;
import dev.nightjar.postmortems.change.ChangeBook;
import dev.nightjar.postmortems.incident.IncidentBook;
import dev.nightjar.postmortems.postmortem.PostmortemBook;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The books, as of one offset of the event log, each event applied once and in order. Thread-safe.
 *
 * <p>The lock is never held while the log is called: an appending thread holds the log's lock when it tells this view.
 */
final class LogView {
    private static final int AT_ONCE = 1000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Books books;
    private long offset;

    /** What the events add up to. */
    record Books(ChangeBook changes, IncidentBook incidents, PostmortemBook postmortems) {
        private void apply(StoredEvent event) {
            changes.apply(event);
            incidents.apply(event);
            postmortems.apply(event);
        }
    }

    LogView() {
        ChangeBook changes = new ChangeBook();
        books = new Books(changes, new IncidentBook(changes), new PostmortemBook());
    }

    /**
     * Reads the log up to its end. A listener that was subscribed before keeps the view current from then on: what it
     * was told too early is read here, since it was readable by then.
     */
    void catchUp(EventLog log) {
        for (List<StoredEvent> next = log.readAfter(offset(), AT_ONCE);
                !next.isEmpty();
                next = log.readAfter(offset(), AT_ONCE)) {
            appended(next);
        }
    }

    void appended(List<StoredEvent> events) {
        lock.lock();
        try {
            for (StoredEvent event : events) {
                if (event.offset() == offset + 1) {
                    offset = event.offset();
                    books.apply(event);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    long offset() {
        lock.lock();
        try {
            return offset;
        } finally {
            lock.unlock();
        }
    }

    /** What {@code question} finds; it must not keep the books. */
    <T> T ask(Function<Books, T> question) {
        lock.lock();
        try {
            return question.apply(books);
        } finally {
            lock.unlock();
        }
    }
}
