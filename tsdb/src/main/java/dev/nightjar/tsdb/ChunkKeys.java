package dev.nightjar.tsdb;

import java.util.ArrayList;
import java.util.List;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** Finds the keys of series' chunks on one day, as of its making. */
final class ChunkKeys implements AutoCloseable {
    private final ChunkStore store;
    private final int day;
    private final RocksIterator chunks;

    ChunkKeys(ChunkStore store, int day) {
        this.store = store;
        this.day = day;
        this.chunks = store.chunks();
    }

    List<byte[]> of(long seriesOrder) {
        List<byte[]> keys = new ArrayList<>();
        for (chunks.seek(ChunkKey.startOfSeries(day, seriesOrder)); chunks.isValid(); chunks.next()) {
            byte[] key = chunks.key();
            if (ChunkKey.day(key) != day || ChunkKey.seriesOrder(key) != seriesOrder) {
                break;
            }
            keys.add(key);
        }
        try {
            chunks.status();
        } catch (RocksDBException e) {
            throw store.failed("read", e);
        }
        return keys;
    }

    @Override
    public void close() {
        chunks.close();
    }
}
