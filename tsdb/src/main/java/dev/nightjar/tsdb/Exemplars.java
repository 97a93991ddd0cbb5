package dev.nightjar.tsdb;

import dev.nightjar.model.Exemplar;
import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.LabelBytes.InvalidLabelsException;
import dev.nightjar.model.Labels;
import dev.nightjar.model.SeriesExemplars;
import dev.nightjar.model.TimeRange;
import dev.nightjar.tsdb.chunk.ByteSource;
import dev.nightjar.tsdb.chunk.DamagedBytesException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * Exemplars, kept as long as samples: one record each in RocksDB, by day and series as chunks are. Value: 8 bytes of
 * the number, then the labels' bytes.
 */
final class Exemplars {
    /** OpenMetrics: names and values of the labels of one, in characters. */
    static final int MOST_LABEL_CHARACTERS = 128;

    private static final int STEPS_BEFORE_SEEK = 8;
    private static final Comparator<Exemplar> ORDER = Comparator.comparingLong(Exemplar::timestampMillis)
            .thenComparingDouble(Exemplar::value)
            .thenComparing(Exemplar::labels);

    private final ChunkStore store;
    private final SeriesIndex index;

    Exemplars(ChunkStore store, SeriesIndex index) {
        this.store = store;
        this.index = index;
    }

    static boolean hasShortLabels(Exemplar exemplar) {
        int characters = 0;
        Labels labels = exemplar.labels();
        for (int i = 0; i < labels.size(); i++) {
            String name = labels.name(i);
            String value = labels.value(i);
            characters += name.codePointCount(0, name.length()) + value.codePointCount(0, value.length());
        }
        return characters <= MOST_LABEL_CHARACTERS;
    }

    /** Visible with the store's next commit. */
    void put(int series, Exemplar exemplar) {
        byte[] labels = LabelBytes.encode(exemplar.labels());
        byte[] content = ByteBuffer.allocate(8 + labels.length)
                .putLong(Double.doubleToRawLongBits(exemplar.value()))
                .put(labels)
                .array();
        store.putExemplar(ExemplarKey.of(exemplar.timestampMillis(), index.metric(series), series, content), content);
    }

    /** Those of {@code series}, which are metric and id in order, on {@code days}; sorted by labels, then by time. */
    List<SeriesExemplars> read(long[] series, List<Integer> days, TimeRange range) {
        Map<Integer, List<Exemplar>> found = new HashMap<>();
        try (RocksIterator records = store.exemplars()) {
            for (int day : days) {
                readDay(records, day, series, range, found);
            }
        }
        List<SeriesExemplars> all = new ArrayList<>();
        found.forEach((id, exemplars) -> {
            exemplars.sort(ORDER);
            all.add(new SeriesExemplars(index.labels(id), exemplars));
        });
        all.sort(Comparator.comparing(SeriesExemplars::series));
        return all;
    }

    /** Walks over the day's records and the wanted series together, so that either may be much more than the other. */
    private void readDay(
            RocksIterator records, int day, long[] series, TimeRange range, Map<Integer, List<Exemplar>> found) {
        byte[] key = new byte[ExemplarKey.LENGTH];
        int next = 0;
        int steps = STEPS_BEFORE_SEEK;
        while (next < series.length) {
            if (steps == STEPS_BEFORE_SEEK) {
                records.seek(ChunkKey.startOfSeries(day, series[next]));
                steps = 0;
            }
            if (!isValid(records) || records.key(key) == 0 || ChunkKey.day(key) != day) {
                return;
            }
            long order = ChunkKey.seriesOrder(key);
            if (order > series[next]) {
                int at = Arrays.binarySearch(series, next, series.length, order);
                next = at >= 0 ? at : -at - 1;
            } else if (order < series[next]) {
                steps++;
                if (steps < STEPS_BEFORE_SEEK) {
                    records.next();
                }
            } else {
                long time = ChunkKey.firstMillis(key);
                if (range.contains(time)) {
                    found.computeIfAbsent((int) order, id -> new ArrayList<>()).add(exemplar(key, time, records));
                }
                records.next();
            }
        }
    }

    /** Deletes those of {@code series}, metric and id each, on the day and in the range, with the store's next commit. */
    void remove(int day, long[] series, TimeRange range) {
        try (RocksIterator records = store.exemplars()) {
            for (long each : series) {
                for (records.seek(ChunkKey.startOfSeries(day, each)); isValid(records); records.next()) {
                    byte[] key = records.key();
                    if (ChunkKey.day(key) != day || ChunkKey.seriesOrder(key) != each) {
                        break;
                    }
                    if (range.contains(ChunkKey.firstMillis(key))) {
                        store.deleteExemplar(key);
                    }
                }
            }
        }
    }

    private boolean isValid(RocksIterator records) {
        if (records.isValid()) {
            return true;
        }
        try {
            records.status();
            return false;
        } catch (RocksDBException e) {
            throw store.failed("read", e);
        }
    }

    private static Exemplar exemplar(byte[] key, long time, RocksIterator record) {
        byte[] content = record.value();
        try {
            if (content.length < 8) {
                throw new ByteSource().over(content, 0, content.length).damaged("no value");
            }
            double value = Double.longBitsToDouble(ByteBuffer.wrap(content).getLong());
            return new Exemplar(LabelBytes.decode(content, 8, content.length), value, time);
        } catch (DamagedBytesException | InvalidLabelsException e) {
            throw new TsdbException(
                    "exemplar of day " + ChunkKey.day(key) + ", series " + ChunkKey.series(key) + ", at " + time
                            + " is damaged: " + e.getMessage() + ". Restore a backup, or delete the day.",
                    e);
        }
    }
}
