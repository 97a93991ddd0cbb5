package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LineShape;
import dev.nightjar.model.LogCursor;
import dev.nightjar.model.LogSelection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Walks over selected lines. In an order of time it merges the runs through a heap: a run not read yet stands there
 * with the best time it can have, so a block is read only when no other line can come before its own, and a reader
 * that stops after a hundred lines has read few blocks.
 */
final class MergedCursor implements LogCursor {
    static final String DETECTED_LEVEL = "detected_level";

    /** Most lines' metadata. */
    private static final Map<Level, Labels> NOTHING_BUT_LEVEL = nothingButLevel();

    private static Map<Level, Labels> nothingButLevel() {
        Map<Level, Labels> all = new EnumMap<>(Level.class);
        for (Level level : Level.values()) {
            all.put(level, Labels.of(DETECTED_LEVEL, level.word()));
        }
        return all;
    }

    /** A run in the heap; {@code lines} is null until it was read. */
    private static final class Entry {
        private long key;
        private final int arrival;
        private @Nullable SelectedLines lines;

        Entry(long key, int arrival) {
            this.key = key;
            this.arrival = arrival;
        }
    }

    private final Snapshot snapshot;
    private final LogSelection selection;
    private final LineSearch search;
    private final Runnable check;
    private final boolean detectLevels;
    private final boolean backward;
    private final PriorityQueue<Entry> heap;
    /** Runs by turn: those of the heap that were not read yet leave it in this order. */
    private final @Nullable Run[] turns;

    private final ReadAhead<SelectedLines> reading;
    private int turn;
    private @Nullable SelectedLines present;
    private @Nullable Entry presentEntry;
    private boolean closed;

    /**
     * {@code threads} read blocks ahead where the selection has filters, so that there is something to read for;
     * {@code check} is called now and then while no line comes, on any thread.
     */
    MergedCursor(Snapshot snapshot, LogSelection selection, boolean detectLevels, Executor threads, Runnable check) {
        this.snapshot = snapshot;
        this.check = check;
        this.selection = selection;
        this.search = new LineSearch(selection.filters(), check);
        this.detectLevels = detectLevels;
        this.backward = selection.order() == LogSelection.Order.NEWEST_FIRST;
        this.heap = new PriorityQueue<>((a, b) -> {
            int order = backward ? Long.compare(b.key, a.key) : Long.compare(a.key, b.key);
            return order != 0 ? order : Integer.compare(a.arrival, b.arrival);
        });
        List<Run> runs = new ArrayList<>(snapshot.runs(selection.range(), selection.filters()));
        if (selection.order() != LogSelection.Order.ANY) {
            // a stable sort: of lines of one time those that came first stay first, seen from where the walk begins
            if (backward) {
                Collections.reverse(runs);
                runs.sort(Comparator.comparingLong(Run::maxNanos).reversed());
            } else {
                runs.sort(Comparator.comparingLong(Run::minNanos));
            }
            for (Run run : runs) {
                heap.add(new Entry(backward ? run.maxNanos() : run.minNanos(), heap.size()));
            }
        }
        this.turns = runs.toArray(Run[]::new);
        this.reading = new ReadAhead<>(search.isEmpty() ? task -> {} : threads, turns.length, this::read);
    }

    /** On any thread, so only of what never changes. */
    private SelectedLines read(int of) throws IOException {
        if (!snapshot.pin()) {
            throw new IOException("the cursor was closed");
        }
        try {
            Run run = Objects.requireNonNull(turns[of]);
            turns[of] = null;
            return SelectedLines.of(run, selection.range(), search, backward);
        } finally {
            snapshot.unpin();
        }
    }

    @Override
    public boolean next() {
        if (closed) {
            throw new IllegalStateException("the cursor is closed");
        }
        try {
            return selection.order() == LogSelection.Order.ANY ? nextInAnyOrder() : nextInOrder();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean nextInAnyOrder() throws IOException {
        while (true) {
            if (present != null && present.next()) {
                return true;
            }
            if (turn == turns.length) {
                present = null;
                return false;
            }
            turn++;
            check.run();
            present = reading.take();
        }
    }

    private boolean nextInOrder() throws IOException {
        Entry last = presentEntry;
        if (last != null) {
            step(last);
        }
        while (true) {
            Entry top = heap.poll();
            if (top == null) {
                present = null;
                presentEntry = null;
                return false;
            }
            if (top.lines != null) {
                present = top.lines;
                presentEntry = top;
                return true;
            }
            check.run();
            top.lines = reading.take();
            step(top);
        }
    }

    /** Moves an entry to its next line and back into the heap; it is gone where there is none. */
    private void step(Entry entry) {
        SelectedLines lines = Objects.requireNonNull(entry.lines);
        if (lines.next()) {
            entry.key = lines.timestampNanos();
            heap.add(entry);
        }
    }

    private SelectedLines line0() {
        return Objects.requireNonNull(present, "next() was not called or answered false");
    }

    @Override
    public Labels labels() {
        return line0().labels();
    }

    @Override
    public long timestampNanos() {
        return line0().timestampNanos();
    }

    @Override
    public byte[] line() {
        return line0().line();
    }

    @Override
    public @Nullable LineShape shape() {
        return line0().shape();
    }

    @Override
    public byte[] slot(int slot) {
        return line0().slot(slot);
    }

    @Override
    public boolean areDecimal(int[] slots) {
        return line0().areDecimal(slots);
    }

    @Override
    public long slotNumber(int slot) {
        return line0().slotNumber(slot);
    }

    @Override
    public int length() {
        return line0().length();
    }

    @Override
    public boolean isDecimal(int slot) {
        return line0().isDecimal(slot);
    }

    @Override
    public Labels metadata() {
        Labels metadata = line0().metadata();
        return detectLevels ? withLevel(metadata, line0().level()) : metadata;
    }

    /** Metadata as sent, with the level that was detected where none was sent. */
    static Labels withLevel(Labels metadata, Level level) {
        if (metadata.isEmpty()) {
            return Objects.requireNonNull(NOTHING_BUT_LEVEL.get(level));
        }
        return metadata.has(DETECTED_LEVEL) ? metadata : metadata.with(DETECTED_LEVEL, level.word());
    }

    @Override
    public void close() {
        closed = true;
        snapshot.close();
    }
}
