package dev.nightjar.web.loki;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LineShape;
import dev.nightjar.model.LogCursor;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.LogVolume;
import dev.nightjar.model.LostLines;
import dev.nightjar.model.NanoRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A reader that takes down what one query had of it. Used by one thread. */
final class MeteredReader implements LogReader {
    private final LogReader reader;
    private final List<MeteredCursor> cursors = new ArrayList<>();
    private final List<LogSelection> counted = new ArrayList<>();
    private long lines;
    private long bytes;

    MeteredReader(LogReader reader) {
        this.reader = reader;
    }

    /** Lines handed over, or counted without being handed over. */
    long lines() {
        return lines;
    }

    /** Of text that was asked for. */
    long bytes() {
        return bytes;
    }

    /** What it is without, in sentences; to be asked once all is read. */
    List<String> warnings() {
        Set<LostLines> lost = new LinkedHashSet<>();
        cursors.forEach(cursor -> lost.addAll(reader.lost(cursor.walked())));
        counted.forEach(selection -> lost.addAll(reader.lost(selection)));
        return LostText.warnings(lost);
    }

    @Override
    public LogCursor select(LogSelection selection) {
        return select(selection, () -> {});
    }

    @Override
    public LogCursor select(LogSelection selection, Runnable check) {
        MeteredCursor cursor = new MeteredCursor(selection, reader.select(selection, check));
        cursors.add(cursor);
        return cursor;
    }

    @Override
    public List<LostLines> lost(LogSelection selection) {
        return reader.lost(selection);
    }

    @Override
    public List<Labels> streams(LogSelection selection) {
        return reader.streams(selection);
    }

    @Override
    public boolean appliesFilters() {
        return reader.appliesFilters();
    }

    @Override
    public List<LogVolume> volume(LogSelection selection, long sliceNanos) {
        counted.add(selection);
        List<LogVolume> volumes = counted(reader.volume(selection, sliceNanos));
        for (LogVolume volume : volumes) {
            bytes += Arrays.stream(volume.bytes()).sum();
        }
        return volumes;
    }

    @Override
    public Optional<List<LogVolume>> volumeBy(
            LogSelection selection, List<String> labels, long sliceNanos, boolean withBytes) {
        Optional<List<LogVolume>> volumes = reader.volumeBy(selection, labels, sliceNanos, withBytes);
        if (volumes.isPresent()) {
            counted.add(selection);
        }
        return volumes.map(this::counted);
    }

    private List<LogVolume> counted(List<LogVolume> volumes) {
        for (LogVolume volume : volumes) {
            lines += Arrays.stream(volume.lines()).sum();
        }
        return volumes;
    }

    private final class MeteredCursor implements LogCursor {
        private final LogCursor cursor;
        private LogSelection walked;
        private boolean onLine;

        MeteredCursor(LogSelection selection, LogCursor cursor) {
            this.walked = selection;
            this.cursor = cursor;
        }

        /** The part of the selection that was walked over: all of it, unless the reader stopped at a line. */
        LogSelection walked() {
            return walked;
        }

        private LogSelection within(NanoRange range) {
            return new LogSelection(walked.matchers(), range, walked.order(), walked.filters());
        }

        @Override
        public boolean next() {
            onLine = cursor.next();
            if (onLine) {
                lines++;
            }
            return onLine;
        }

        @Override
        public Labels labels() {
            return cursor.labels();
        }

        @Override
        public long timestampNanos() {
            return cursor.timestampNanos();
        }

        @Override
        public byte[] line() {
            byte[] line = cursor.line();
            bytes += line.length;
            return line;
        }

        @Override
        public Labels metadata() {
            return cursor.metadata();
        }

        @Override
        public @Nullable LineShape shape() {
            return cursor.shape();
        }

        @Override
        public byte[] slot(int slot) {
            byte[] value = cursor.slot(slot);
            bytes += value.length;
            return value;
        }

        @Override
        public boolean areDecimal(int[] slots) {
            return cursor.areDecimal(slots);
        }

        @Override
        public long slotNumber(int slot) {
            return cursor.slotNumber(slot);
        }

        @Override
        public int length() {
            return cursor.length();
        }

        @Override
        public boolean isDecimal(int slot) {
            return cursor.isDecimal(slot);
        }

        @Override
        public void close() {
            if (onLine) {
                walked = untilPresent();
                onLine = false;
            }
            cursor.close();
        }

        private LogSelection untilPresent() {
            NanoRange range = walked.range();
            long present = Math.clamp(cursor.timestampNanos(), range.startNanos(), range.endNanos() - 1);
            return switch (walked.order()) {
                case NEWEST_FIRST -> within(new NanoRange(present, range.endNanos()));
                case OLDEST_FIRST -> within(new NanoRange(range.startNanos(), present + 1));
                case ANY -> walked;
            };
        }
    }
}
