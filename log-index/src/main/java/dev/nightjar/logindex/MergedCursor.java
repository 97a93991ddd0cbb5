package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LineShape;
import dev.nightjar.model.LogCursor;
import dev.nightjar.model.LogSelection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
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
        private final Run run;
        private long key;
        private final int arrival;
        private @Nullable SelectedLines lines;

        Entry(Run run, long key, int arrival) {
            this.run = run;
            this.key = key;
            this.arrival = arrival;
        }
    }

    private final Snapshot snapshot;
    private final LogSelection selection;
    private final LineSearch search;
    private final boolean detectLevels;
    private final boolean backward;
    private final PriorityQueue<Entry> heap;
    private final Deque<Run> unordered = new ArrayDeque<>();
    private @Nullable SelectedLines present;
    private @Nullable Entry presentEntry;
    private boolean closed;

    MergedCursor(Snapshot snapshot, LogSelection selection, boolean detectLevels) {
        this.snapshot = snapshot;
        this.selection = selection;
        this.search = new LineSearch(selection.filters());
        this.detectLevels = detectLevels;
        this.backward = selection.order() == LogSelection.Order.NEWEST_FIRST;
        this.heap = new PriorityQueue<>((a, b) -> {
            int order = backward ? Long.compare(b.key, a.key) : Long.compare(a.key, b.key);
            return order != 0 ? order : backward ? b.arrival - a.arrival : a.arrival - b.arrival;
        });
        List<Run> runs = snapshot.runs(selection.range(), selection.filters());
        if (selection.order() == LogSelection.Order.ANY) {
            unordered.addAll(runs);
        } else {
            int arrival = 0;
            for (Run run : runs) {
                heap.add(new Entry(run, backward ? run.maxNanos() : run.minNanos(), arrival++));
            }
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
            Run run = unordered.poll();
            if (run == null) {
                present = null;
                return false;
            }
            present = SelectedLines.of(run, selection.range(), search, false);
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
            top.lines = SelectedLines.of(top.run, selection.range(), search, backward);
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
