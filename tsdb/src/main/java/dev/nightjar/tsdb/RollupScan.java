package dev.nightjar.tsdb;

import dev.nightjar.model.SampleSummaries;
import dev.nightjar.tsdb.chunk.ByteSource;
import dev.nightjar.tsdb.chunk.DamagedBytesException;
import dev.nightjar.tsdb.chunk.SummaryCodec;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * Walks over one day's summaries at one resolution in the order of keys, for series in that order. Steps over a few in
 * between, seeks over more, as {@link DayScan} does over chunks.
 */
final class RollupScan implements AutoCloseable {
    private static final int STEPS_BEFORE_SEEK = 8;

    private final ChunkStore store;
    private final int day;
    private final RollupKey.Resolution resolution;
    private final SummaryCodec codec;
    private final byte[] key = new byte[RollupKey.LENGTH];
    private final byte[] seekKey = new byte[RollupKey.LENGTH];
    private final RocksIterator rows;
    private long version;
    private boolean placed;

    RollupScan(ChunkStore store, int day, RollupKey.Resolution resolution, SummaryCodec codec) {
        this.store = store;
        this.day = day;
        this.resolution = resolution;
        this.codec = codec;
        this.version = store.rolledDays().version();
        this.rows = store.rollups();
    }

    /** Sees, from now on, what is there now. */
    void renew() {
        long now = store.rolledDays().version();
        if (version == now) {
            return;
        }
        version = now;
        placed = false;
        try {
            rows.refresh();
        } catch (RocksDBException e) {
            throw store.failed("read", e);
        }
    }

    /** Whether nothing has been taken back since. */
    boolean isCurrent() {
        return version == store.rolledDays().version();
    }

    /** Appends the series' rows; false if the day has none of it. */
    boolean read(long order, SampleSummaries to, ReadScratch scratch) {
        find(order);
        if (!isInside() || RollupKey.seriesOrder(key) != order) {
            return false;
        }
        byte[] bytes = scratch.room(1024);
        int length = rows.value(bytes);
        if (length > bytes.length - 8) {
            bytes = scratch.room(length);
            length = rows.value(bytes);
        }
        ByteSource in = scratch.source().over(bytes, 0, length);
        try {
            codec.decode(in, Day.startMillis(day), resolution.millis, to);
        } catch (DamagedBytesException e) {
            throw new TsdbException(
                    "the summaries of day " + day + ", series " + (int) order + ", are " + e.getMessage()
                            + ". Restore a backup, or ask without summaries.",
                    e);
        }
        return true;
    }

    private void find(long order) {
        int steps = 0;
        while (placed && isInside() && RollupKey.seriesOrder(key) < order && steps < STEPS_BEFORE_SEEK) {
            rows.next();
            readKey();
            steps++;
        }
        boolean passed = placed && (!rows.isValid() || !isInside() || RollupKey.seriesOrder(key) >= order);
        if (!passed) {
            RollupKey.write(seekKey, day, resolution, order);
            rows.seek(seekKey);
            placed = true;
            readKey();
        }
    }

    private boolean isInside() {
        return rows.isValid() && RollupKey.day(key) == day && RollupKey.resolution(key) == resolution.code;
    }

    private void readKey() {
        if (rows.isValid()) {
            rows.key(key);
            return;
        }
        try {
            rows.status();
        } catch (RocksDBException e) {
            throw store.failed("read", e);
        }
    }

    @Override
    public void close() {
        rows.close();
    }
}
