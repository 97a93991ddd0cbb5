package dev.nightjar.testkit;

import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogArrivals;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.LogCursor;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.LogSink;
import dev.nightjar.model.LogTail;
import dev.nightjar.model.LogVolume;
import dev.nightjar.model.LostLines;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.NanoRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The reference of {@link LogSink}, {@link LogReader} and {@link LogTail}: plainly right, ignores the filters, which are
 * only hints. A line's number is its place in the list, from one.
 */
public final class InMemoryLogStore implements LogSink, LogReader, LogTail {
    private record Line(Labels labels, long timestampNanos, byte[] text, Labels metadata) {
        boolean same(Line other) {
            return labels.equals(other.labels)
                    && timestampNanos == other.timestampNanos
                    && Arrays.equals(text, other.text)
                    && metadata.equals(other.metadata);
        }
    }

    /** A block whose lines are not there, when they were, and the number of the last line that came before. */
    private record Lost(LostLines.Block block, NanoRange range, long after) {}

    private final List<Lost> lost = new ArrayList<>();
    private final List<Line> store = new ArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    @Override
    public synchronized IngestResult append(LogBatch batch) {
        for (LogBatch.Stream stream : batch.streams()) {
            for (int i = 0; i < stream.size(); i++) {
                Line line = new Line(
                        stream.labels(),
                        stream.timestampNanos(i),
                        Arrays.copyOfRange(stream.text(), stream.lineStart(i), stream.lineEnd(i)),
                        stream.metadata(i));
                if (store.stream().noneMatch(line::same)) {
                    store.add(line);
                }
            }
        }
        listeners.forEach(Runnable::run);
        return new IngestResult.Accepted(batch.lineCount());
    }

    @Override
    public synchronized Seen selectSeen(LogSelection selection) {
        return new Seen(select(selection), store.size());
    }

    @Override
    public synchronized LogArrivals arrivals(List<Matcher> matchers, long after, long through) {
        LogSelection selection = new LogSelection(matchers, NanoRange.ALL, LogSelection.Order.ANY, List.of());
        int last = Math.toIntExact(Math.min(through, store.size()));
        List<LostLines> passed = lost.stream()
                .filter(each -> each.after > after && each.after <= last && selection.selects(each.block.stream()))
                .<LostLines>map(Lost::block)
                .toList();
        return new ArrivalCursor(
                List.copyOf(store.subList(0, last)), Math.toIntExact(Math.min(after, last)), selection, passed);
    }

    @Override
    public synchronized long lastArrival() {
        return store.size();
    }

    @Override
    public AutoCloseable subscribe(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private List<Line> selected(LogSelection selection) {
        return store.stream()
                .filter(line -> selection.range().contains(line.timestampNanos) && selection.selects(line.labels))
                .toList();
    }

    @Override
    public synchronized LogCursor select(LogSelection selection) {
        List<Line> lines = new ArrayList<>(selected(selection));
        Comparator<Line> byTime = Comparator.comparingLong(Line::timestampNanos);
        switch (selection.order()) {
            case NEWEST_FIRST -> lines.sort(byTime.reversed());
            case OLDEST_FIRST -> lines.sort(byTime);
            case ANY -> {}
        }
        return new Cursor(lines.iterator());
    }

    /** From now on it says that it had those lines and cannot read them. */
    public synchronized void lose(LostLines.Block block, NanoRange range) {
        lost.add(new Lost(block, range, store.size()));
    }

    @Override
    public synchronized List<LostLines> lost(LogSelection selection) {
        List<LostLines> found = new ArrayList<>();
        for (Lost each : lost) {
            if (selection.range().overlaps(each.range.startNanos(), each.range.endNanos() - 1)
                    && selection.selects(each.block.stream())) {
                found.add(each.block);
            }
        }
        return found;
    }

    @Override
    public synchronized List<Labels> streams(LogSelection selection) {
        return selected(selection).stream()
                .map(Line::labels)
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public synchronized List<LogVolume> volume(LogSelection selection, long sliceNanos) {
        long span = selection.range().endNanos() - selection.range().startNanos();
        int slices = Math.toIntExact((span + sliceNanos - 1) / sliceNanos);
        Map<Labels, LogVolume> volumes = new TreeMap<>();
        for (Line line : selected(selection)) {
            LogVolume volume = volumes.computeIfAbsent(
                    line.labels, labels -> new LogVolume(labels, new long[slices], new long[slices]));
            int slice = (int) ((line.timestampNanos - selection.range().startNanos()) / sliceNanos);
            volume.lines()[slice]++;
            volume.bytes()[slice] += line.text.length;
        }
        return List.copyOf(volumes.values());
    }

    private static class Cursor implements LogCursor {
        private final Iterator<Line> rest;
        private @Nullable Line present;

        Cursor(Iterator<Line> rest) {
            this.rest = rest;
        }

        private Line line0() {
            return Objects.requireNonNull(present);
        }

        @Override
        public boolean next() {
            present = rest.hasNext() ? rest.next() : null;
            return present != null;
        }

        @Override
        public Labels labels() {
            return line0().labels;
        }

        @Override
        public long timestampNanos() {
            return line0().timestampNanos;
        }

        @Override
        public byte[] line() {
            return line0().text;
        }

        @Override
        public Labels metadata() {
            return line0().metadata;
        }

        @Override
        public void close() {}
    }

    private static final class ArrivalCursor extends Cursor implements LogArrivals {
        private final List<Line> all;
        private final LogSelection selection;
        private final List<LostLines> lost;
        private int number;

        ArrivalCursor(List<Line> all, int after, LogSelection selection, List<LostLines> lost) {
            super(all.subList(after, all.size()).iterator());
            this.all = all;
            this.selection = selection;
            this.lost = lost;
            this.number = after;
        }

        @Override
        public boolean next() {
            while (super.next()) {
                number++;
                if (selection.selects(labels())) {
                    return true;
                }
            }
            number = all.size();
            return false;
        }

        @Override
        public long through() {
            return number;
        }

        @Override
        public boolean mayStop() {
            return true;
        }

        @Override
        public List<LostLines> lost() {
            return lost;
        }
    }
}
