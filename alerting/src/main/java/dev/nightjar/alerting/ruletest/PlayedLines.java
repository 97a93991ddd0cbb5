package dev.nightjar.alerting.ruletest;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogCursor;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.LogVolume;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The log lines of one test, in memory. */
final class PlayedLines implements LogReader {
    private final List<Line> lines = new ArrayList<>();

    record Line(Labels stream, long timestampNanos, byte[] text) {}

    synchronized void add(Line line) {
        lines.add(line);
    }

    private synchronized List<Line> selected(LogSelection selection) {
        return lines.stream()
                .filter(line -> selection.range().contains(line.timestampNanos()) && selection.selects(line.stream()))
                .toList();
    }

    @Override
    public LogCursor select(LogSelection selection) {
        List<Line> found = new ArrayList<>(selected(selection));
        Comparator<Line> byTime = Comparator.comparingLong(Line::timestampNanos);
        switch (selection.order()) {
            case NEWEST_FIRST -> found.sort(byTime.reversed());
            case OLDEST_FIRST -> found.sort(byTime);
            case ANY -> {}
        }
        return new Cursor(found.iterator());
    }

    @Override
    public List<Labels> streams(LogSelection selection) {
        return selected(selection).stream().map(Line::stream).distinct().toList();
    }

    @Override
    public List<LogVolume> volume(LogSelection selection, long sliceNanos) {
        long start = selection.range().startNanos();
        int slices = Math.toIntExact(Math.ceilDiv(selection.range().endNanos() - start, sliceNanos));
        Map<Labels, LogVolume> volumes = new LinkedHashMap<>();
        for (Line line : selected(selection)) {
            LogVolume volume = volumes.computeIfAbsent(
                    line.stream(), stream -> new LogVolume(stream, new long[slices], new long[slices]));
            int slice = (int) ((line.timestampNanos() - start) / sliceNanos);
            volume.lines()[slice]++;
            volume.bytes()[slice] += line.text().length;
        }
        return List.copyOf(volumes.values());
    }

    private static final class Cursor implements LogCursor {
        private final Iterator<Line> rest;
        private @Nullable Line present;

        Cursor(Iterator<Line> rest) {
            this.rest = rest;
        }

        @Override
        public boolean next() {
            present = rest.hasNext() ? rest.next() : null;
            return present != null;
        }

        private Line present() {
            if (present == null) {
                throw new NoSuchElementException("there is no line here");
            }
            return present;
        }

        @Override
        public Labels labels() {
            return present().stream();
        }

        @Override
        public long timestampNanos() {
            return present().timestampNanos();
        }

        @Override
        public byte[] line() {
            return present().text().clone();
        }

        @Override
        public Labels metadata() {
            return Labels.EMPTY;
        }

        @Override
        public void close() {}
    }
}
