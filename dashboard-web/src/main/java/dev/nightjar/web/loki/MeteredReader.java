package dev.nightjar.web.loki;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LineShape;
import dev.nightjar.model.LogCursor;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.LogVolume;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A reader that takes down what one query had of it. Used by one thread. */
final class MeteredReader implements LogReader {
    private final LogReader reader;
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

    @Override
    public LogCursor select(LogSelection selection) {
        return new MeteredCursor(reader.select(selection));
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
        List<LogVolume> volumes = counted(reader.volume(selection, sliceNanos));
        for (LogVolume volume : volumes) {
            bytes += Arrays.stream(volume.bytes()).sum();
        }
        return volumes;
    }

    @Override
    public Optional<List<LogVolume>> volumeBy(
            LogSelection selection, List<String> labels, long sliceNanos, boolean withBytes) {
        return reader.volumeBy(selection, labels, sliceNanos, withBytes).map(this::counted);
    }

    private List<LogVolume> counted(List<LogVolume> volumes) {
        for (LogVolume volume : volumes) {
            lines += Arrays.stream(volume.lines()).sum();
        }
        return volumes;
    }

    private final class MeteredCursor implements LogCursor {
        private final LogCursor cursor;

        MeteredCursor(LogCursor cursor) {
            this.cursor = cursor;
        }

        @Override
        public boolean next() {
            boolean there = cursor.next();
            if (there) {
                lines++;
            }
            return there;
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
            cursor.close();
        }
    }
}
