package dev.nightjar.tsdb;

import dev.nightjar.model.Label;
import dev.nightjar.tsdb.chunk.ByteSink;
import dev.nightjar.tsdb.chunk.ByteSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.roaringbitmap.RoaringBitmap;

/** Writes label pairs, series and active days in the store's commits, and reads them all at start. */
final class IndexRecords {
    private final ChunkStore store;
    private final ByteSink value = new ByteSink(256);

    IndexRecords(ChunkStore store) {
        this.store = store;
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

    /** Fills an empty index with all pairs, series and days. */
    void load(SeriesIndex index) {
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
        forEach(ChunkFamily.SERIES, (id, bytes) -> {
            in.over(bytes, 0, bytes.length);
            int metric = in.readCount(0xffffff, "as a metric's number");
            int[] pairs = new int[bytes.length];
            int count = 0;
            while (in.remaining() > 0) {
                pairs[count++] = in.readCount(Integer.MAX_VALUE, "as a pair's number");
            }
            index.loadSeries(id, metric, Arrays.copyOf(pairs, count));
        });
        forEach(ChunkFamily.DAYS, (day, bytes) -> {
            RoaringBitmap series = new RoaringBitmap();
            try {
                series.deserialize(ByteBuffer.wrap(bytes));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            index.loadDay(day, series);
        });
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
