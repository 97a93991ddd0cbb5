package dev.nightjar.tsdb;

import dev.nightjar.model.SampleSummaries;
import dev.nightjar.tsdb.chunk.DamagedBytesException;
import dev.nightjar.tsdb.chunk.SummaryCodec;
import java.util.Arrays;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** Looks up series' summaries of days at one resolution: one seek, some two microseconds, for each series and day. */
final class RollupScan implements AutoCloseable {
    private final ChunkStore store;
    private final RollupKey.Resolution resolution;
    private final SummaryCodec codec = new SummaryCodec();
    private final byte[] key = new byte[RollupKey.LENGTH];
    private final byte[] wanted = new byte[RollupKey.LENGTH];
    private final RocksIterator rows;
    private long version;

    RollupScan(ChunkStore store, RollupKey.Resolution resolution) {
        this.store = store;
        this.resolution = resolution;
        this.version = store.rollups().days().version();
        this.rows = store.records(ChunkFamily.ROLLUPS);
    }

    /** Sees, from now on, what is there now. */
    void renew() {
        long now = store.rollups().days().version();
        if (version == now) {
            return;
        }
        version = now;
        try {
            rows.refresh();
        } catch (RocksDBException e) {
            throw store.failed("read", e);
        }
    }

    /** Whether nothing has been taken back since. */
    boolean isCurrent() {
        return version == store.rollups().days().version();
    }

    /** Appends the series' rows; false if the day has none of it. */
    boolean read(int day, long order, SampleSummaries to, ReadScratch scratch) {
        RollupKey.write(wanted, day, resolution, order);
        rows.seek(wanted);
        if (!isFound()) {
            return false;
        }
        byte[] bytes = scratch.room(1024);
        int length = rows.value(bytes);
        if (length > bytes.length - 8) {
            bytes = scratch.room(length);
            length = rows.value(bytes);
        }
        try {
            codec.decode(scratch.source().over(bytes, 0, length), Day.startMillis(day), resolution.millis, to);
        } catch (DamagedBytesException e) {
            throw new TsdbException(
                    "the summaries of day " + day + ", series " + (int) order + ", are " + e.getMessage()
                            + ". Restore a backup, or ask without summaries.",
                    e);
        }
        return true;
    }

    private boolean isFound() {
        if (rows.isValid()) {
            return rows.key(key) == RollupKey.LENGTH && Arrays.equals(key, wanted);
        }
        try {
            rows.status();
        } catch (RocksDBException e) {
            throw store.failed("read", e);
        }
        return false;
    }

    @Override
    public void close() {
        rows.close();
    }
}
