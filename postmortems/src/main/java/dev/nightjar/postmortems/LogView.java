package dev.nightjar.postmortems;

import dev.nightjar.model.event.EventLog;
import dev.nightjar.model.event.Replay;
import dev.nightjar.model.event.StoredEvent;
import dev.nightjar.postmortems.change.ChangeBook;
import dev.nightjar.postmortems.incident.IncidentBook;
import dev.nightjar.postmortems.postmortem.PostmortemBook;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The books, as of one offset of the event log, each event applied once and in order: what was told before is passed over,
 * what comes too early is left to {@link #catchUp}. Thread-safe.
 *
 * <p>The lock is never held while the log is called: an appending thread holds the log's lock when it tells this view.
 */
public final class LogView implements EventLog.Listener {
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

    /** Of a log of which nothing is known yet. */
    public LogView() {
        ChangeBook changes = new ChangeBook();
        books = new Books(changes, new IncidentBook(changes), new PostmortemBook());
    }

    /**
     * Reads the log from here up to its end. A listener that was subscribed before keeps the view current from then on: what it
     * was told too early is read here, since it was readable by then.
     */
    void catchUp(EventLog log) {
        Replay.after(offset(), log, List.of(this));
    }

    @Override
    public void appended(List<StoredEvent> events) {
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
