package dev.nightjar.journal;

import dev.nightjar.model.event.Event;
import dev.nightjar.model.event.EventLog;
import dev.nightjar.model.event.EventsNotStoredException;
import dev.nightjar.model.event.StoredEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of events on disk. Thread-safe.
 *
 * <p>An append returns when its events are on the disk (synced). Appends that wait for one another are committed
 * together: whoever holds the commit lock writes everything that is queued in one batch, so that the disk syncs once
 * for all of them. Each append stays atomic, since a batch is.
 */
public final class Journal implements EventLog, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final EventCodec codec = new EventCodec();
    private final CopyOnWriteArrayList<Listener> listeners = new CopyOnWriteArrayList<>();
    private final JournalStore store;
    private final TailNote note;

    /** Guards {@link #tail}; held while a batch is written and its listeners are told, which keeps both in order. */
    private final ReentrantLock commit = new ReentrantLock();

    private final ArrayDeque<Pending> queue = new ArrayDeque<>();
    private volatile Tail tail;

    private Journal(JournalStore store, TailNote note, Tail tail) {
        this.store = store;
        this.note = note;
        this.tail = tail;
    }

    /**
     * Opens the journal in {@code directory}, creating both where missing. Throws {@link JournalException} where the
     * directory cannot be used, another process has it open, or the journal's end is damaged or missing.
     */
    public static Journal open(Path directory) {
        JournalStore store = JournalStore.open(directory);
        try {
            Tail tail = store.checkedTail();
            TailNote note = new TailNote(directory);
            note.check(tail.offset());
            return new Journal(store, note, tail);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    @Override
    public long append(List<? extends Event> events) {
        if (commit.isHeldByCurrentThread()) {
            throw new IllegalStateException("a listener of the journal must not append to it; use a thread of its own");
        }
        if (events.isEmpty()) {
            return tail.offset();
        }
        Pending pending = new Pending(List.copyOf(events), encode(events));
        synchronized (queue) {
            queue.add(pending);
        }
        commit.lock();
        try {
            if (!pending.done) {
                commitQueued();
            }
        } finally {
            commit.unlock();
        }
        if (pending.failure != null) {
            throw new EventsNotStoredException(
                    pending.failure.getMessage() + "; nothing of this append was stored", pending.failure);
        }
        return pending.lastOffset;
    }

    private List<byte[]> encode(List<? extends Event> events) {
        List<byte[]> documents = new ArrayList<>(events.size());
        events.forEach(event -> documents.add(codec.encode(event)));
        return documents;
    }

    private void commitQueued() {
        List<Pending> together;
        synchronized (queue) {
            together = List.copyOf(queue);
            queue.clear();
        }
        List<Entry> entries = new ArrayList<>();
        Tail end = tail;
        for (Pending pending : together) {
            for (byte[] document : pending.documents) {
                Entry entry = Entry.following(end.hash(), end.offset() + 1, document);
                entries.add(entry);
                end = new Tail(entry.offset(), entry.hash());
            }
            pending.lastOffset = end.offset();
            pending.done = true;
        }
        try {
            store.write(entries);
        } catch (RuntimeException e) {
            together.forEach(pending -> pending.failure = e);
            return;
        }
        tail = end;
        note.write(end.offset());
        together.forEach(this::tell);
    }

    private void tell(Pending pending) {
        List<StoredEvent> stored = new ArrayList<>(pending.events.size());
        long offset = pending.lastOffset - pending.events.size();
        for (Event event : pending.events) {
            stored.add(new StoredEvent(++offset, event));
        }
        for (Listener listener : listeners) {
            try {
                listener.appended(List.copyOf(stored));
            } catch (RuntimeException e) {
                // The events are durable: a listener's trouble must not make the append look failed.
                LOG.error("a listener failed on the events up to offset {}", pending.lastOffset, e);
            }
        }
    }

    @Override
    public List<StoredEvent> readAfter(long offset, int limit, Class<? extends Event> kind) {
        List<StoredEvent> events = new ArrayList<>();
        if (limit <= 0) {
            return events;
        }
        EventFilter filter = codec.filter(kind);
        store.walk(offset + 1, tail.offset(), (at, value) -> {
            if (filter.passes(value, Entry.HASH_BYTES)) {
                Event event = decode(at, value);
                if (kind.isInstance(event)) {
                    events.add(new StoredEvent(at, event));
                }
            }
            return events.size() < limit;
        });
        return events;
    }

    private Event decode(long offset, byte[] value) {
        try {
            return codec.decode(Entry.read(offset, value).document());
        } catch (IllegalArgumentException e) {
            throw new JournalException(
                    "event " + offset + " in " + store.directory() + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public long lastOffset() {
        return tail.offset();
    }

    @Override
    public AutoCloseable subscribe(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void noteAtWork(String who, Instant at) {
        store.writeAtWork(who, at);
    }

    @Override
    public Optional<Instant> lastAtWork(String who) {
        return store.readAtWork(who);
    }

    /**
     * Why nothing can be written at present, as on a full disk; empty where all is well. Who is at work says so every few
     * seconds, so that this is of now.
     */
    public Optional<String> check() {
        return store.refusal();
    }

    /** Reads everything written so far and checks that each entry is there, in order, unchanged. */
    public Verification verify() {
        return store.verify(tail.offset());
    }

    /** Waits for the append that is being written, then closes. Appends and reads that come later fail. */
    @Override
    public void close() {
        commit.lock();
        try {
            store.close();
            note.close();
        } finally {
            commit.unlock();
        }
    }

    /** The newest entry: what the next one is chained to. */
    record Tail(long offset, byte[] hash) {}

    /** An append on its way to the disk. Its results are written and read under the commit lock. */
    private static final class Pending {
        private final List<Event> events;
        private final List<byte[]> documents;
        private boolean done;
        private long lastOffset;
        private @Nullable RuntimeException failure;

        Pending(List<Event> events, List<byte[]> documents) {
            this.events = events;
            this.documents = documents;
        }
    }
}
