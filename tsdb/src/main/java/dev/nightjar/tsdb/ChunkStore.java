package dev.nightjar.tsdb;

import dev.nightjar.model.Label;
import dev.nightjar.tsdb.chunk.ByteSink;
import dev.nightjar.tsdb.chunk.ByteSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.LiveFileMetaData;
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
    /** What the rewriting of some days is taken to need at most: inputs go as outputs are done. */
    private static final long MOST_REWRITTEN_BYTES = 512L << 20;

    private static final int FORMAT = 1;
    private static final byte[] FORMAT_KEY = "format".getBytes(StandardCharsets.UTF_8);

    private static final byte[] FIRST_KEPT_KEY = "first-kept-day".getBytes(StandardCharsets.UTF_8);
    private static final byte[] TOMBSTONES = "tombstones/".getBytes(StandardCharsets.UTF_8);

    static {
        RocksDB.loadLibrary();
    }

    private final Path directory;
    private final List<AutoCloseable> closeInOrder = new ArrayList<>();
    private final Map<ChunkFamily, ColumnFamilyHandle> families = new EnumMap<>(ChunkFamily.class);
    private final RocksDB db;
    private final WriteBatch batch = new WriteBatch();
    private final WriteOptions withoutLog = new WriteOptions().setDisableWAL(true);
    private final DiskRoom room;
    private final byte[] key = new byte[ChunkKey.LENGTH];
    private final byte[] lateKey = new byte[ChunkKey.LATE_LENGTH];
    private final ByteSink value = new ByteSink(256);
    private final byte[] rollupKey = new byte[RollupKey.LENGTH];
    private final RolledDays rolledDays = new RolledDays();
    private boolean batchHasChunks;
    private boolean batchTakesRollups;
    private volatile long chunkVersion;
    private volatile long chunksPut;
    private volatile int firstKeptDay;
    private volatile @Nullable String problem;

    private ChunkStore(Path directory, long cacheBytes) throws RocksDBException {
        this.directory = directory;
        LRUCache cache = new LRUCache(cacheBytes);
        List<AutoCloseable> options = new ArrayList<>();
        DBOptions dbOptions = new DBOptions()
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setAtomicFlush(true)
                .setMaxBackgroundJobs(2)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setKeepLogFileNum(2)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0)
                .setSkipStatsUpdateOnDbOpen(true);
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        db = RocksDB.open(dbOptions, directory.toString(), ChunkFamily.descriptors(cache, options), handles);
        for (ChunkFamily family : ChunkFamily.values()) {
            families.put(family, handles.get(families.size()));
        }
        room = new DiskRoom(directory, db, List.copyOf(families.values()));
        closeInOrder.add(batch);
        closeInOrder.add(withoutLog);
        closeInOrder.addAll(handles);
        closeInOrder.add(db);
        closeInOrder.add(dbOptions);
        closeInOrder.addAll(options);
        closeInOrder.add(cache);
    }

    /** Opens or creates; says which directory and what to do if it cannot. */
    static ChunkStore open(Path directory, long cacheBytes) {
        try {
            ChunkStore store = new ChunkStore(directory, cacheBytes);
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

    private ColumnFamilyHandle family(ChunkFamily which) {
        return Objects.requireNonNull(families.get(which));
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
        takeRollups(ChunkKey.day(at), ChunkKey.seriesOrder(at));
    }

    /** Summaries that do not hold all samples of their day go, in the commit of what they do not hold. */
    void takeRollups(int day, long order) {
        if (rolledDays.chunkPut(day, (int) order)) {
            for (RollupKey.Resolution resolution : RollupKey.Resolution.values()) {
                RollupKey.write(rollupKey, day, resolution, order);
                delete(ChunkFamily.ROLLUPS, rollupKey);
            }
            batchTakesRollups = true;
        }
    }

    void putRollup(int day, RollupKey.Resolution resolution, long order, byte[] rows) {
        RollupKey.write(rollupKey, day, resolution, order);
        put(ChunkFamily.ROLLUPS, rollupKey, rows);
    }

    /** Says that the day's summaries are all there; {@link RolledDays#finish} is to follow the commit. */
    void putRolledDay(int day) {
        put(ChunkFamily.ROLLUPS, RollupKey.ofDay(day), new byte[0]);
    }

    /** Takes the summaries of a whole day back, before other ones are made. Guarded by the head's write lock. */
    void dropRollups(int day) {
        try {
            db.deleteRange(
                    family(ChunkFamily.ROLLUPS), withoutLog, ChunkKey.startOfDay(day), ChunkKey.startOfDay(day + 1));
        } catch (RocksDBException e) {
            throw failed("written to", e);
        }
        rolledDays.forget(day);
    }

    RolledDays rolledDays() {
        return rolledDays;
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

    void putPair(int id, Label pair) {
        byte[] name = pair.name().getBytes(StandardCharsets.UTF_8);
        byte[] text = pair.value().getBytes(StandardCharsets.UTF_8);
        value.clear();
        value.writeVarint(name.length);
        value.writeBytes(name, 0, name.length);
        value.writeBytes(text, 0, text.length);
        put(ChunkFamily.PAIRS, intKey(id), Arrays.copyOf(value.bytes(), value.size()));
    }

    void putSeries(int id, int metric, int[] pairs) {
        value.clear();
        value.writeVarint(metric);
        for (int pair : pairs) {
            value.writeVarint(pair);
        }
        put(ChunkFamily.SERIES, intKey(id), Arrays.copyOf(value.bytes(), value.size()));
    }

    void putDay(int day, RoaringBitmap series) {
        ByteBuffer bytes = ByteBuffer.allocate(series.serializedSizeInBytes());
        series.serialize(bytes);
        put(ChunkFamily.DAYS, intKey(day), bytes.array());
    }

    void deleteSeries(int id) {
        delete(ChunkFamily.SERIES, intKey(id));
    }

    void deleteDay(int day) {
        delete(ChunkFamily.DAYS, intKey(day));
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

    private void put(ChunkFamily family, byte[] at, byte[] bytes) {
        try {
            batch.put(family(family), at, bytes);
        } catch (RocksDBException e) {
            throw failed("written to", e);
        }
    }

    private void delete(ChunkFamily family, byte[] at) {
        try {
            batch.delete(family(family), at);
        } catch (RocksDBException e) {
            throw failed("written to", e);
        }
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
        if (batchTakesRollups) {
            batchTakesRollups = false;
            rolledDays.taken();
        }
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

    /** Rewrites everything to its final, smallest form. */
    void compact() {
        room.require(room.inMemory() + room.inFiles());
        try (CompactRangeOptions options = new CompactRangeOptions()) {
            for (ColumnFamilyHandle family : families.values()) {
                db.compactRange(family, null, null, options);
            }
        } catch (RocksDBException e) {
            throw failed("compacted", e);
        }
        separateDays();
    }

    /** Compaction moves a file as it is where nothing lies below it, also one in which the day changes. */
    private void separateDays() {
        for (LiveFileMetaData file : db.getLiveFilesMetaData()) {
            if (ChunkFamily.isByDay(file.columnFamilyName())) {
                int first = ChunkKey.day(file.smallestKey());
                int last = ChunkKey.day(file.largestKey());
                if (first < last) {
                    compactDays(first, last + 1);
                }
            }
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
        try {
            byte[] found = db.get(family(ChunkFamily.META), FIRST_KEPT_KEY);
            if (found != null
                    && limitBytes > 0
                    && limitBytes <= ByteBuffer.wrap(found).getLong(4)) {
                firstKeptDay = ByteBuffer.wrap(found).getInt();
            }
        } catch (RocksDBException e) {
            throw failed("read", e);
        }
    }

    /** Rewrites the files of one day: what was deleted is left out for good. */
    void compactDay(int day) {
        compactDays(day, day + 1);
    }

    private void compactDays(int first, int end) {
        room.require(room.inMemory() + Math.min(room.inFiles(), MOST_REWRITTEN_BYTES));
        try (CompactRangeOptions options = new CompactRangeOptions()
                .setExclusiveManualCompaction(false)
                .setBottommostLevelCompaction(CompactRangeOptions.BottommostLevelCompaction.kForceOptimized)) {
            for (ChunkFamily byDay : ChunkFamily.BY_DAY) {
                db.compactRange(family(byDay), ChunkKey.startOfDay(first), ChunkKey.startOfDay(end), options);
            }
        } catch (RocksDBException e) {
            throw failed("compacted", e);
        }
    }

    /** Bytes of the files that hold samples, by day; of a file that spans days, each has its share. */
    SortedMap<Integer, Long> bytesByDay() {
        TreeMap<Integer, Long> bytes = new TreeMap<>();
        for (LiveFileMetaData file : db.getLiveFilesMetaData()) {
            if (ChunkFamily.isByDay(file.columnFamilyName())) {
                int first = ChunkKey.day(file.smallestKey());
                int last = ChunkKey.day(file.largestKey());
                for (int day = first; day <= last; day++) {
                    bytes.merge(day, file.size() / (last - first + 1), Long::sum);
                }
            }
        }
        return bytes;
    }

    long bytesOf(int day) {
        return bytesByDay().getOrDefault(day, 0L);
    }

    /** Bytes of all files, without RocksDB's own notes. */
    long bytes() {
        return db.getLiveFilesMetaData().stream()
                .mapToLong(LiveFileMetaData::size)
                .sum();
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

    /** Whole files first, which costs nothing; then what shares a file with a kept day. */
    void dropDaysBefore(int firstKept) {
        byte[] start = ChunkKey.startOfDay(0);
        byte[] end = ChunkKey.startOfDay(firstKept);
        try {
            for (ChunkFamily byDay : ChunkFamily.BY_DAY) {
                db.deleteFilesInRanges(family(byDay), List.of(start, end), false);
                db.deleteRange(family(byDay), withoutLog, start, end);
            }
        } catch (RocksDBException e) {
            throw failed("cleared of old days", e);
        }
        compactDays(0, firstKept);
    }

    /** Deletes the files that hold nothing but the day, whatever is in them. */
    void deleteFilesOf(int day) {
        try {
            for (ChunkFamily byDay : ChunkFamily.BY_DAY) {
                db.deleteFilesInRanges(
                        family(byDay), List.of(ChunkKey.startOfDay(day), ChunkKey.startOfDay(day + 1)), false);
            }
        } catch (RocksDBException e) {
            throw failed("cleared of a day", e);
        }
    }

    /** A view of the chunks as of now, or of the moment of its last {@code refresh()}. The caller closes it. */
    RocksIterator chunks() {
        return db.newIterator(family(ChunkFamily.CHUNKS));
    }

    /** As {@link #chunks()}, of summaries. */
    RocksIterator rollups() {
        return db.newIterator(family(ChunkFamily.ROLLUPS));
    }

    /** Days are few: one seek for each. */
    private void loadRolledDays() {
        try (RocksIterator rows = rollups()) {
            rows.seekToFirst();
            while (rows.isValid()) {
                byte[] found = rows.key();
                int day = RollupKey.day(found);
                if (found.length == RollupKey.ofDay(day).length) {
                    rolledDays.finish(day);
                }
                rows.seek(ChunkKey.startOfDay(day + 1));
            }
            rows.status();
        } catch (RocksDBException e) {
            throw failed("read", e);
        }
    }

    /** A view of the exemplars as of now. The caller closes it. */
    RocksIterator exemplars() {
        return db.newIterator(family(ChunkFamily.EXEMPLARS));
    }

    void load(MetadataTable metadata) {
        forEachRecord(ChunkFamily.METADATA, metadata::load);
    }

    /** Fills an empty index with all pairs, series and days. */
    void load(SeriesIndex index) {
        loadRolledDays();
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
        forEachRecord(family, (at, bytes) -> entries.accept(ByteBuffer.wrap(at).getInt(), bytes));
    }

    private void forEachRecord(ChunkFamily family, BiConsumer<byte[], byte[]> entries) {
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

    private static byte[] intKey(int id) {
        return ByteBuffer.allocate(4).putInt(id).array();
    }

    TsdbException failed(String what, RocksDBException e) {
        return new TsdbException(
                "the chunks in " + directory + " cannot be " + what + ": " + e.getMessage()
                        + StoreDamage.advice(e, db.getLiveFilesMetaData()),
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
