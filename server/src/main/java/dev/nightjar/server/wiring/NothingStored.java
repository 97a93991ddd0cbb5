package dev.nightjar.server.wiring;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogCursor;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.LogVolume;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.SeriesCursor;
import dev.nightjar.model.SeriesReader;
import dev.nightjar.model.SeriesSelection;
import java.util.List;
import java.util.NoSuchElementException;

/** A store without anything in it. */
final class NothingStored implements SeriesReader, LogReader {
    @Override
    public SeriesCursor select(SeriesSelection selection) {
        return new SeriesCursor() {
            @Override
            public boolean next() {
                return false;
            }

            @Override
            public Labels labels() {
                throw new NoSuchElementException();
            }

            @Override
            public void read(SampleBuffer to) {
                throw new NoSuchElementException();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public List<Labels> series(SeriesSelection selection) {
        return List.of();
    }

    @Override
    public List<String> labelNames(SeriesSelection selection) {
        return List.of();
    }

    @Override
    public List<String> labelValues(String name, SeriesSelection selection) {
        return List.of();
    }

    @Override
    public LogCursor select(LogSelection selection) {
        return new LogCursor() {
            @Override
            public boolean next() {
                return false;
            }

            @Override
            public Labels labels() {
                throw new NoSuchElementException();
            }

            @Override
            public long timestampNanos() {
                throw new NoSuchElementException();
            }

            @Override
            public byte[] line() {
                throw new NoSuchElementException();
            }

            @Override
            public Labels metadata() {
                throw new NoSuchElementException();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public List<Labels> streams(LogSelection selection) {
        return List.of();
    }

    @Override
    public List<LogVolume> volume(LogSelection selection, long sliceNanos) {
        return List.of();
    }
}
