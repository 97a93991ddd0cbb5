package dev.nightjar.tsdb;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/** A database opened for repair: tables may be missing or damaged, and none is rewritten. */
final class TolerantStore implements AutoCloseable {
    private final Map<ChunkFamily, ColumnFamilyHandle> families = new EnumMap<>(ChunkFamily.class);
    private final List<AutoCloseable> closeInOrder = new ArrayList<>();
    private final WriteOptions withoutLog = new WriteOptions().setDisableWAL(true);
    private final RocksDB db;

    TolerantStore(Path directory) throws RocksDBException {
        LRUCache cache = new LRUCache(8 << 20);
        List<AutoCloseable> options = new ArrayList<>();
        DBOptions dbOptions = ChunkStore.options().setParanoidChecks(false);
        List<ColumnFamilyDescriptor> descriptors = ChunkFamily.descriptors(cache, options);
        descriptors.forEach(descriptor -> descriptor.getOptions().setDisableAutoCompactions(true));
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        db = RocksDB.open(dbOptions, directory.toString(), descriptors, handles);
        for (ChunkFamily family : ChunkFamily.values()) {
            families.put(family, handles.get(families.size()));
        }
        closeInOrder.add(withoutLog);
        closeInOrder.addAll(handles);
        closeInOrder.add(db);
        closeInOrder.add(dbOptions);
        closeInOrder.addAll(options);
        closeInOrder.add(cache);
    }

    RocksDB db() {
        return db;
    }

    private ColumnFamilyHandle family(ChunkFamily family) {
        return Objects.requireNonNull(families.get(family));
    }

    /** RocksDB's number of the family. */
    int number(byte[] name) {
        return family(ChunkFamily.of(name)).getID();
    }

    /** Whether a reader finds this value; also if it cannot be known. */
    boolean holds(ChunkFamily family, byte[] key, byte[] value) {
        try {
            return Arrays.equals(db.get(family(family), key), value);
        } catch (RocksDBException e) {
            return true; // another damaged table stands before it
        }
    }

    void put(ChunkFamily family, byte[] key, byte[] value) throws RocksDBException {
        db.put(family(family), withoutLog, key, value);
    }

    private byte @Nullable [] get(ChunkFamily family, byte[] key) throws RocksDBException {
        return db.get(family(family), key);
    }

    void markIndexDamaged() throws RocksDBException {
        put(ChunkFamily.META, IndexMarks.DAMAGED, new byte[] {1});
    }

    /**
     * Takes in what is not known yet of a table that is older than those before; sets of series are joined. Summaries are
     * left out: they are made again.
     *
     * @return whether some of it could not be read
     */
    boolean takeAll(Path table) throws RocksDBException {
        Optional<byte[]> name = TableFile.family(table);
        if (name.isEmpty()) {
            return true;
        }
        ChunkFamily family = ChunkFamily.of(name.get());
        return family != ChunkFamily.ROLLUPS && !TableFile.forEach(table, (key, value) -> take(family, key, value));
    }

    private void take(ChunkFamily family, byte[] key, byte[] value) throws RocksDBException {
        byte[] known = get(family, key);
        if (known == null) {
            put(family, key, value);
        } else if (family == ChunkFamily.DAYS) {
            put(family, key, joined(known, value));
        }
    }

    private static byte[] joined(byte[] a, byte[] b) {
        RoaringBitmap both = bitmap(a);
        both.or(bitmap(b));
        ByteBuffer bytes = ByteBuffer.allocate(both.serializedSizeInBytes());
        both.serialize(bytes);
        return bytes.array();
    }

    private static RoaringBitmap bitmap(byte[] bytes) {
        return IndexRecords.bitmap(bytes);
    }

    /** Everything is in tables when this returns. */
    void flush() throws RocksDBException {
        try (FlushOptions options = new FlushOptions().setWaitForFlush(true)) {
            db.flush(options, List.copyOf(families.values()));
        }
    }

    @Override
    public void close() {
        for (AutoCloseable part : closeInOrder) {
            try {
                part.close();
            } catch (Exception e) {
                throw new TsdbException("the chunks cannot be closed after repair: " + e.getMessage(), e);
            }
        }
    }
}
