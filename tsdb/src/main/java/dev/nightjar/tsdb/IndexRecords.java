package dev.nightjar.tsdb;

import dev.nightjar.model.Label;
import dev.nightjar.tsdb.chunk.ByteSink;
import dev.nightjar.tsdb.chunk.ByteSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** Writes label pairs, series and active days in the store's commits, and reads them all at start. */
final class IndexRecords {
    private final ChunkStore store;
    private final IndexMarks marks;
    private final ByteSink value = new ByteSink(256);

    IndexRecords(ChunkStore store) {
        this.store = store;
        this.marks = new IndexMarks(store);
    }

    void putPair(int id, Label pair) {
        byte[] name = pair.name().getBytes(StandardCharsets.UTF_8);
        byte[] text = pair.value().getBytes(StandardCharsets.UTF_8);
        value.clear();
        value.writeVarint(name.length);
        value.writeBytes(name, 0, name.length);
        value.writeBytes(text, 0, text.length);
        store.put(ChunkFamily.PAIRS, intKey(id), Arrays.copyOf(value.bytes(), value.size()));
    }

    void putSeries(int id, int metric, int[] pairs) {
        value.clear();
        value.writeVarint(metric);
        for (int pair : pairs) {
            value.writeVarint(pair);
        }
        store.put(ChunkFamily.SERIES, intKey(id), Arrays.copyOf(value.bytes(), value.size()));
    }

    void putDay(int day, RoaringBitmap series) {
        ByteBuffer bytes = ByteBuffer.allocate(series.serializedSizeInBytes());
        series.serialize(bytes);
        store.put(ChunkFamily.DAYS, intKey(day), bytes.array());
    }

    void deletePair(int id) {
        store.delete(ChunkFamily.PAIRS, intKey(id));
    }

    void deleteSeries(int id) {
        store.delete(ChunkFamily.SERIES, intKey(id));
    }

    void deleteDay(int day) {
        store.delete(ChunkFamily.DAYS, intKey(day));
    }

    /**
     * Fills an empty index with all pairs, series and days. Where a part of it was lost, the days are found anew, and the
     * numbers of series whose labels are lost are never given out again: their chunks are still there.
     *
     * @return whether a part was lost
     */
    boolean load(SeriesIndex index, Damages damages) {
        loadPairs(index);
        List<Integer> nameless = loadSeries(index);
        RoaringBitmap active = loadDays(index);
        int firstFree = marks.firstFreeSeries();
        nameless.forEach(this::deleteSeries);
        boolean damaged = marks.isDamaged() || !nameless.isEmpty();
        if (damaged) {
            active.or(findDays(index));
            if (!active.isEmpty() && active.last() >= index.nextSeries()) {
                firstFree = Math.max(firstFree, active.last() + 1);
                marks.putFirstFreeSeries(firstFree);
            }
            tellLost(index, active, damages);
            marks.repaired();
        }
        index.reserve(firstFree);
        return damaged;
    }

    private void tellLost(SeriesIndex index, RoaringBitmap active, Damages damages) {
        RoaringBitmap lost = active.clone();
        active.forEach((int id) -> {
            if (index.has(id)) {
                lost.remove(id);
            }
        });
        if (!lost.isEmpty()) {
            damages.add(
                    store.directory(),
                    "the labels of " + lost.getCardinality() + " series (from number " + lost.first() + " to "
                            + lost.last() + ") are lost: their samples cannot be found any more");
        }
    }

    private void loadPairs(SeriesIndex index) {
        ByteSource in = new ByteSource();
        forEach(ChunkFamily.PAIRS, (id, bytes) -> {
            in.over(bytes, 0, bytes.length);
            int nameLength = in.readCount(bytes.length, "bytes of a label name");
            int nameAt = in.skip(nameLength);
            String name = new String(bytes, nameAt, nameLength, StandardCharsets.UTF_8);
            int valueAt = in.position();
            String text = new String(bytes, valueAt, bytes.length - valueAt, StandardCharsets.UTF_8);
            index.loadPair(id, new Label(name, text));
        });
    }

    /** Those of which a pair is missing. */
    private List<Integer> loadSeries(SeriesIndex index) {
        ByteSource in = new ByteSource();
        List<Integer> nameless = new ArrayList<>();
        forEach(ChunkFamily.SERIES, (id, bytes) -> {
            in.over(bytes, 0, bytes.length);
            int metric = in.readCount(0xffffff, "as a metric's number");
            int[] pairs = new int[bytes.length];
            int count = 0;
            while (in.remaining() > 0) {
                pairs[count++] = in.readCount(Integer.MAX_VALUE, "as a pair's number");
            }
            if (!index.loadSeries(id, metric, Arrays.copyOf(pairs, count))) {
                nameless.add(id);
            }
        });
        return nameless;
    }

    /** All series that are active on any day, known or not. */
    private RoaringBitmap loadDays(SeriesIndex index) {
        RoaringBitmap active = new RoaringBitmap();
        forEach(ChunkFamily.DAYS, (day, bytes) -> {
            RoaringBitmap series = bitmap(bytes);
            active.or(series);
            index.loadDay(day, series);
        });
        return active;
    }

    static RoaringBitmap bitmap(byte[] bytes) {
        RoaringBitmap series = new RoaringBitmap();
        try {
            series.deserialize(ByteBuffer.wrap(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return series;
    }

    /** Makes the days anew from the keys of all chunks. */
    private RoaringBitmap findDays(SeriesIndex index) {
        RoaringBitmap active = new RoaringBitmap();
        for (int day : store.files().bytesByDay().keySet()) {
            RoaringBitmap series = seriesOn(day);
            index.loadDay(day, series);
            if (!series.isEmpty()) {
                putDay(day, series);
            }
            active.or(series);
        }
        return active;
    }

    private RoaringBitmap seriesOn(int day) {
        RoaringBitmap series = new RoaringBitmap();
        byte[] key = new byte[ChunkKey.LATE_LENGTH];
        try (RocksIterator chunks = store.chunks()) {
            for (chunks.seek(ChunkKey.startOfDay(day)); chunks.isValid(); chunks.next()) {
                chunks.key(key);
                if (ChunkKey.day(key) != day) {
                    break;
                }
                series.add(ChunkKey.series(key));
            }
            chunks.status();
        } catch (RocksDBException e) {
            throw store.failed("read", e);
        }
        return series;
    }

    private interface Entries {
        void accept(int id, byte[] value);
    }

    private void forEach(ChunkFamily family, Entries entries) {
        store.forEachRecord(
                family, (at, bytes) -> entries.accept(ByteBuffer.wrap(at).getInt(), bytes));
    }

    private static byte[] intKey(int id) {
        return ByteBuffer.allocate(4).putInt(id).array();
    }
}
