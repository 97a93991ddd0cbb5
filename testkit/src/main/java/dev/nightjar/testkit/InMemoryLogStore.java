package dev.nightjar.testkit;

import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.LogCursor;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.LogSink;
import dev.nightjar.model.LogVolume;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The reference of {@link LogSink} and {@link LogReader}: plainly right, ignores the filters, which are only hints. */
public final class InMemoryLogStore implements LogSink, LogReader {
    private record Line(Labels labels, long timestampNanos, byte[] text, Labels metadata) {
        boolean same(Line other) {
            return labels.equals(other.labels)
                    && timestampNanos == other.timestampNanos
                    && Arrays.equals(text, other.text)
                    && metadata.equals(other.metadata);
        }
    }

    private final List<Line> store = new ArrayList<>();

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
        return new IngestResult.Accepted(batch.lineCount());
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

    private static final class Cursor implements LogCursor {
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
}
