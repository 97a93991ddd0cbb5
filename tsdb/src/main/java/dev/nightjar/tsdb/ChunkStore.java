package dev.nightjar.tsdb;

import dev.nightjar.tsdb.chunk.ByteSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Owns the RocksDB database: sealed chunks, series, label pairs and active days. Its own log is off; until a memtable
 * is flushed, our log covers what it holds, and all families are flushed together.
 *
 * <p>Puts collect in a batch that {@link #commit} makes visible; they are guarded by the head's write lock. Reading is
 * thread-safe.
 */
final class ChunkStore implements AutoCloseable {
    private static final int FORMAT = 1;
    static final byte[] FORMAT_KEY = "format".getBytes(StandardCharsets.UTF_8);

    private static final byte[] FIRST_KEPT_KEY = "first-kept-day".getBytes(StandardCharsets.UTF_8);
    private static final byte[] TOMBSTONES = "tombstones/".getBytes(StandardCharsets.UTF_8);

    static {
        RocksLibrary.load();
    }

    private final Path directory;
    private final Damages damages;
    private final TableParity parity;
    private final List<AutoCloseable> closeInOrder = new ArrayList<>();
    private final Map<ChunkFamily, ColumnFamilyHandle> families = new EnumMap<>(ChunkFamily.class);
    private final RocksDB db;
    private final WriteBatch batch = new WriteBatch();
    private final WriteOptions withoutLog = new WriteOptions().setDisableWAL(true);
    private final DiskRoom room;
    private final byte[] key = new byte[ChunkKey.LENGTH];
    private final byte[] lateKey = new byte[ChunkKey.LATE_LENGTH];
    private final IndexRecords index = new IndexRecords(this);
    private final RollupRecords rollups = new RollupRecords(this);
    private final DayFiles files;
    private boolean batchHasChunks;
    private volatile long chunkVersion;
    private volatile long chunksPut;
    private volatile int firstKeptDay;
    private volatile @Nullable String problem;

    private ChunkStore(Path directory, long cacheBytes, Damages damages, TableParity parity) throws RocksDBException {
        this.directory = directory;
        this.damages = damages;
        this.parity = parity;
        LRUCache cache = new LRUCache(cacheBytes);
        List<AutoCloseable> options = new ArrayList<>();
        DBOptions dbOptions = options();
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        db = RocksDB.open(dbOptions, directory.toString(), ChunkFamily.descriptors(cache, options), handles);
        for (ChunkFamily family : ChunkFamily.values()) {
            families.put(family, handles.get(families.size()));
        }
        room = new DiskRoom(directory, db, List.copyOf(families.values()));
        files = new DayFiles(this, db, room);
        closeInOrder.add(batch);
        closeInOrder.add(withoutLog);
        closeInOrder.addAll(handles);
        closeInOrder.add(db);
        closeInOrder.add(dbOptions);
        closeInOrder.addAll(options);
        closeInOrder.add(cache);
    }

    static DBOptions options() {
        return new DBOptions()
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setAtomicFlush(true)
                .setMaxBackgroundJobs(2)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setKeepLogFileNum(2)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0)
                .setSkipStatsUpdateOnDbOpen(true);
    }

    /** Opens or creates; says which directory and what to do if it cannot. */
    static ChunkStore open(Path directory, long cacheBytes, Damages damages, TableParity parity) {
        try {
            ChunkStore store = new ChunkStore(directory, cacheBytes, damages, parity);
            try {
                store.checkFormat();
            } catch (RocksDBException | RuntimeException e) {
                store.close();
                throw e;
            }
            return store;
        } catch (RocksDBException e) {
            throw new TsdbException(
                    "the chunks in " + directory + " cannot be opened: " + e.getMessage() + ". "
                            + StoreDamage.atOpen(e, directory),
                    e);
        }
    }

    private void checkFormat() throws RocksDBException {
        byte[] found = db.get(family(ChunkFamily.META), FORMAT_KEY);
        if (found == null) {
            db.put(family(ChunkFamily.META), withoutLog, FORMAT_KEY, new byte[] {FORMAT});
        } else if (found.length != 1 || found[0] != FORMAT) {
            throw new TsdbException(directory + " has format " + Arrays.toString(found) + ", this version reads format "
                    + FORMAT + ": start it with the version that wrote it");
        }
    }

    ColumnFamilyHandle family(ChunkFamily which) {
        return Objects.requireNonNull(families.get(which));
    }

    /** The records of series, label pairs and days. */
    IndexRecords index() {
        return index;
    }

    /** The records of summaries. */
    RollupRecords rollups() {
        return rollups;
    }

    /** What lies in which files, and rewriting and dropping them. */
    DayFiles files() {
        return files;
    }

    /** Changes whenever chunks become visible; an iterator opened before that does not see them. */
    long chunkVersion() {
        return chunkVersion;
    }

    long chunksPut() {
        return chunksPut;
    }

    void putChunk(long firstMillis, int metric, int series, ByteSink chunk) {
        ChunkKey.write(key, firstMillis, metric, series);
        put(ChunkFamily.CHUNKS, key, Arrays.copyOf(chunk.bytes(), chunk.size()));
        chunkPut(key);
    }

    void putLateChunk(long firstMillis, int metric, int series, long generation, ByteSink chunk) {
        ChunkKey.write(lateKey, firstMillis, metric, series);
        ChunkKey.writeGeneration(lateKey, generation);
        put(ChunkFamily.CHUNKS, lateKey, Arrays.copyOf(chunk.bytes(), chunk.size()));
        chunkPut(lateKey);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written under the head's lock only
    private void chunkPut(byte[] at) {
        batchHasChunks = true;
        chunksPut++;
        rollups.take(ChunkKey.day(at), ChunkKey.seriesOrder(at));
    }

    void deleteChunk(byte[] key) {
        delete(ChunkFamily.CHUNKS, key);
        batchHasChunks = true;
    }

    /** Deletes all chunks of the day from one series to another, both inside, as metric and id. */
    void deleteChunks(int day, long firstOrder, long lastOrder) {
        byte[] from = ChunkKey.startOfSeries(day, firstOrder);
        byte[] to = ChunkKey.startOfSeries(day, lastOrder + 1);
        try {
            batch.deleteRange(family(ChunkFamily.CHUNKS), from, to);
        } catch (RocksDBException e) {
            throw failed("written to", e);
        }
        batchHasChunks = true;
    }

    void putExemplar(byte[] at, byte[] content) {
        put(ChunkFamily.EXEMPLARS, at, content);
    }

    void deleteExemplar(byte[] at) {
        delete(ChunkFamily.EXEMPLARS, at);
    }

    void putMetadata(byte[] at, byte[] content) {
        put(ChunkFamily.METADATA, at, content);
    }

    void deleteMetadata(byte[] at) {
        delete(ChunkFamily.METADATA, at);
    }

    /** Part of the next commit, as all puts and deletions; guarded by the head's write lock. */
    void put(ChunkFamily family, byte[] at, byte[] bytes) {
        try {
            batch.put(family(family), at, bytes);
        } catch (RocksDBException e) {
            throw failed("written to", e);
        }
    }

    void delete(ChunkFamily family, byte[] at) {
        try {
            batch.delete(family(family), at);
        } catch (RocksDBException e) {
            throw failed("written to", e);
        }
    }

    /** Deletes at once, not with the next commit, and without our log: for what can be made again. */
    void deleteRangeNow(ChunkFamily family, byte[] from, byte[] to) {
        try {
            db.deleteRange(family(family), withoutLog, from, to);
        } catch (RocksDBException e) {
            throw failed("written to", e);
        }
    }

    /** A view of a family as of now, or of the moment of its last {@code refresh()}. The caller closes it. */
    RocksIterator records(ChunkFamily family) {
        return db.newIterator(family(family));
    }

    /** Makes all puts since the last commit visible. If it fails they are kept and tried again with the next. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // written under the head's lock only
    void commit() {
        if (batch.count() == 0) {
            return;
        }
        try {
            db.write(withoutLog, batch);
        } catch (RocksDBException e) {
            TsdbException failure = failed("written to", e);
            problem = failure.getMessage();
            throw failure;
        }
        problem = null;
        batch.clear();
        if (batchHasChunks) {
            batchHasChunks = false;
            chunkVersion++;
        }
        rollups.committed();
    }

    /** Why the last commit failed, or null if it did not: what it should have written waits for the next. */
    @Nullable
    String problem() {
        return problem;
    }

    /** Everything committed is in files when this returns. */
    void flush() {
        room.require(room.inMemory());
        try (FlushOptions options = new FlushOptions().setWaitForFlush(true)) {
            db.flush(options, List.copyOf(families.values()));
        } catch (RocksDBException e) {
            throw failed("flushed", e);
        }
    }

    /** Days before this have been dropped because the store was too large. */
    int firstKeptDay() {
        return firstKeptDay;
    }

    /** Says that days before {@code day} do not fit into {@code limitBytes}. */
    void putFirstKeptDay(int day, long limitBytes) {
        put(
                ChunkFamily.META,
                FIRST_KEPT_KEY,
                ByteBuffer.allocate(12).putInt(day).putLong(limitBytes).array());
        firstKeptDay = day;
    }

    /** Recalls the first kept day at start, unless the store may be larger now; 0: as large as it gets. */
    void loadFirstKeptDay(long limitBytes) {
        byte[] found = mark(FIRST_KEPT_KEY);
        if (found != null
                && limitBytes > 0
                && limitBytes <= ByteBuffer.wrap(found).getLong(4)) {
            firstKeptDay = ByteBuffer.wrap(found).getInt();
        }
    }

    /** A mark of the store as of its last flush, or null. */
    byte @Nullable [] mark(byte[] name) {
        try {
            return db.get(family(ChunkFamily.META), name);
        } catch (RocksDBException e) {
            throw failed("read", e);
        }
    }

    Path directory() {
        return directory;
    }

    void putTombstoneDay(int day) {
        put(ChunkFamily.META, tombstoneKey(day), new byte[0]);
    }

    void deleteTombstoneDay(int day) {
        delete(ChunkFamily.META, tombstoneKey(day));
    }

    private static byte[] tombstoneKey(int day) {
        return ByteBuffer.allocate(TOMBSTONES.length + 4)
                .put(TOMBSTONES)
                .putInt(day)
                .array();
    }

    List<Integer> tombstoneDays() {
        List<Integer> days = new ArrayList<>();
        try (RocksIterator marks = db.newIterator(family(ChunkFamily.META))) {
            for (marks.seek(TOMBSTONES); marks.isValid(); marks.next()) {
                byte[] found = marks.key();
                if (found.length != TOMBSTONES.length + 4 || !startsWith(found, TOMBSTONES)) {
                    break;
                }
                days.add(ByteBuffer.wrap(found).getInt(TOMBSTONES.length));
            }
            marks.status();
        } catch (RocksDBException e) {
            throw failed("read", e);
        }
        return days;
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    /** Makes a copy of everything committed, of hard links; {@code to} must not be there yet. */
    void linkTo(Path to) {
        try (Checkpoint checkpoint = Checkpoint.create(db)) {
            checkpoint.createCheckpoint(to.toString());
        } catch (RocksDBException e) {
            throw failed("copied to " + to, e);
        }
    }

    /** A view of the chunks as of now, or of the moment of its last {@code refresh()}. The caller closes it. */
    RocksIterator chunks() {
        return db.newIterator(family(ChunkFamily.CHUNKS));
    }

    /** A view of the exemplars as of now. The caller closes it. */
    RocksIterator exemplars() {
        return db.newIterator(family(ChunkFamily.EXEMPLARS));
    }

    void load(MetadataTable metadata) {
        forEachRecord(ChunkFamily.METADATA, metadata::load);
    }

    /** Hands over all records of a small family. */
    void forEachRecord(ChunkFamily family, BiConsumer<byte[], byte[]> entries) {
        try (ReadOptions options = new ReadOptions().setReadaheadSize(1 << 20).setFillCache(false);
                RocksIterator records = db.newIterator(family(family), options)) {
            for (records.seekToFirst(); records.isValid(); records.next()) {
                entries.accept(records.key(), records.value());
            }
            records.status();
        } catch (RocksDBException | RuntimeException e) {
            throw new TsdbException(
                    "the index in " + directory + ", family " + family + ", cannot be read: " + e.getMessage()
                            + ". Restore a backup.",
                    e);
        }
    }

    /** Sees to it that damage of the tables in use can be made good. */
    void keepParity() throws IOException {
        parity.keepUp(db.getLiveFilesMetaData(), room);
    }

    TableParity parity() {
        return parity;
    }

    TsdbException failed(String what, RocksDBException e) {
        Optional<String> table = StoreDamage.table(e);
        boolean restored = table.isPresent() && parity.restore(directory.resolve(table.get()));
        if (!restored) {
            table.ifPresent(damages::suspect);
        }
        return new TsdbException(
                "the chunks in " + directory + " cannot be " + what + ": " + e.getMessage()
                        + (restored
                                ? ". The damage has been made good: ask again"
                                : StoreDamage.advice(e, db.getLiveFilesMetaData())),
                e);
    }

    @Override
    public void close() {
        for (AutoCloseable part : closeInOrder) {
            try {
                part.close();
            } catch (Exception e) {
                throw new TsdbException("the chunks in " + directory + " cannot be closed: " + e.getMessage(), e);
            }
        }
    }
}
