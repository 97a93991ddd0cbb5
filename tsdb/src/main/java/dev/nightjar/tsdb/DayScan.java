package dev.nightjar.tsdb;

import dev.nightjar.model.SampleBuffer;
import dev.nightjar.tsdb.chunk.ByteSource;
import dev.nightjar.tsdb.chunk.DamagedBytesException;
import dev.nightjar.tsdb.chunk.SampleChunks;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * Walks over one day's chunks in the order of keys, for series in that order. Steps over a few chunks in between, which
 * is cheaper than a seek (0.2 against 2 microseconds); seeks over more.
 */
final class DayScan implements AutoCloseable {
    private static final int STEPS_BEFORE_SEEK = 8;

    private final ChunkStore store;
    private final int day;
    private final byte[] key = new byte[ChunkKey.LATE_LENGTH];
    private final byte[] seekKey = new byte[ChunkKey.LENGTH];
    private RocksIterator chunks;
    private long version;
    private int keyLength;
    private boolean placed;
    private long chunksRead;

    DayScan(ChunkStore store, int day) {
        this.store = store;
        this.day = day;
        this.version = store.chunkVersion();
        this.chunks = store.chunks();
    }

    /** Chunks decoded so far. */
    long chunksRead() {
        return chunksRead;
    }

    long version() {
        return version;
    }

    /** Sees, from now on, at least the chunks of {@code wanted}. */
    void renew(long wanted) {
        if (version >= wanted) {
            return;
        }
        version = store.chunkVersion();
        placed = false;
        try {
            chunks.refresh();
        } catch (RocksDBException e) {
            throw store.failed("read", e);
        }
    }

    /** What is read next may come before what was read. */
    void restart() {
        placed = false;
    }

    /** Decodes the series' chunks that overlap the range; {@code order} is not less than at the call before. */
    void read(long order, SampleRuns to, ReadScratch scratch) {
        find(order);
        while (chunks.isValid() && ChunkKey.day(key) == day && ChunkKey.seriesOrder(key) == order) {
            long first = ChunkKey.firstMillis(key);
            if (first > to.range().endMillis()) {
                return;
            }
            decode(first, to, scratch);
            step();
        }
    }

    private void find(long order) {
        if (placed && chunks.isValid()) {
            int steps = 0;
            while (chunks.isValid() && isBefore(order) && steps < STEPS_BEFORE_SEEK) {
                step();
                steps++;
            }
            if (!chunks.isValid() || !isBefore(order)) {
                return;
            }
        } else if (placed) {
            return;
        }
        ChunkKey.write(seekKey, day, (int) (order >>> 32), (int) order, 0);
        chunks.seek(seekKey);
        placed = true;
        readKey();
    }

    private boolean isBefore(long order) {
        return ChunkKey.day(key) == day && ChunkKey.seriesOrder(key) < order;
    }

    private void step() {
        chunks.next();
        readKey();
    }

    private void readKey() {
        if (chunks.isValid()) {
            keyLength = chunks.key(key);
        } else {
            checkStatus(); // the end, or a file that cannot be read
        }
    }

    private void checkStatus() {
        try {
            chunks.status();
        } catch (RocksDBException e) {
            throw store.failed("read", e);
        }
    }

    private void decode(long first, SampleRuns to, ReadScratch scratch) {
        byte[] bytes = scratch.room(1024);
        int length = chunks.value(bytes);
        if (length > bytes.length - 8) {
            bytes = scratch.room(length);
            length = chunks.value(bytes);
        }
        ByteSource in = scratch.source().over(bytes, 0, length);
        try {
            if (!SampleChunks.isPlain(in)) {
                decodeAnyKind(in, first, to, scratch);
                return;
            }
            if (scratch.codec().lastMillis(in, first) < to.range().startMillis()) {
                return;
            }
            chunksRead++;
            int at = to.reserve(scratch.codec().count(in));
            int count = scratch.codec().decode(in, first, to.times(), to.values(), at);
            if (in.remaining() > 0) {
                throw in.damaged("something lies behind the chunk");
            }
            to.add(count, ChunkKey.generation(key, keyLength));
        } catch (DamagedBytesException e) {
            throw new TsdbException(
                    "chunk of day " + day + ", metric " + ChunkKey.metric(key) + ", series " + ChunkKey.series(key)
                            + ", from " + first + " is " + e.getMessage() + ". Restore a backup, or delete the day.",
                    e);
        }
    }

    private void decodeAnyKind(ByteSource in, long first, SampleRuns to, ReadScratch scratch) {
        if (scratch.chunks().lastMillis(in, first) < to.range().startMillis()) {
            return;
        }
        SampleBuffer found = scratch.samples();
        scratch.chunks().decode(in, first, found);
        if (in.remaining() > 0) {
            throw in.damaged("something lies behind the chunk");
        }
        to.add(found, ChunkKey.generation(key, keyLength));
    }

    @Override
    public void close() {
        chunks.close();
    }
}
