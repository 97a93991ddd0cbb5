package dev.nightjar.journal;

import dev.nightjar.model.library.BundledLibrary;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The journal's entries in RocksDB: key is the offset, value an {@link Entry}. In a column family of their own, the notes
 * of who was at work. Thread-safe; writers of entries are the caller's to order.
 */
final class JournalStore implements AutoCloseable {
    /** So many entries at the end are checked at each start; {@link #verify} checks all. */
    private static final int CHECKED_AT_START = 256;

    private static final byte[] AT_WORK = "at-work".getBytes(StandardCharsets.UTF_8);

    private final Path directory;
    private final DBOptions options;
    private final ColumnFamilyOptions families;
    private final WriteOptions synced;
    private final RocksDB db;
    private final ColumnFamilyHandle entries;
    private final ColumnFamilyHandle atWork;

    /** Native memory must not be freed under a reader: readers and writers share it, closing takes it alone. */
    private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();

    private boolean closed;

    private volatile @Nullable String refusal;

    private JournalStore(
            Path directory,
            DBOptions options,
            ColumnFamilyOptions families,
            RocksDB db,
            List<ColumnFamilyHandle> handles) {
        this.directory = directory;
        this.options = options;
        this.families = families;
        this.synced = new WriteOptions().setSync(true);
        this.db = db;
        this.entries = handles.get(0);
        this.atWork = handles.get(1);
    }

    static JournalStore open(Path directory) {
        BundledLibrary.load("rocksdbjni", folder -> {
            NativeLibraryLoader.getInstance().loadLibrary(folder.toString());
            RocksDB.loadLibrary(); // takes note of it
        });
        DBOptions options = new DBOptions()
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                // The log of writes is kept for as long as any family has not been flushed: both are at once.
                .setAtomicFlush(true)
                .setKeepLogFileNum(2)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                // Every append is synced, so only the last one can be torn: damage anywhere else is reported, not
                // skipped.
                .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords);
        ColumnFamilyOptions families = new ColumnFamilyOptions().setWriteBufferSize(4L << 20);
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try {
            Files.createDirectories(directory);
            RocksDB db = RocksDB.open(
                    options,
                    directory.toString(),
                    List.of(
                            new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, families),
                            new ColumnFamilyDescriptor(AT_WORK, families)),
                    handles);
            return new JournalStore(directory, options, families, db, handles);
        } catch (IOException | RocksDBException e) {
            families.close();
            options.close();
            throw new JournalException(
                    "cannot open the journal in " + directory + ": " + e.getMessage()
                            + "; check that the directory is writable and that no other Nightjar uses it",
                    e);
        }
    }

    Path directory() {
        return directory;
    }

    /** Writes all entries in one atomic batch and returns when they are on the disk. */
    void write(List<Entry> entries) {
        change(() -> {
            try (WriteBatch batch = new WriteBatch()) {
                for (Entry entry : entries) {
                    batch.put(Entry.key(entry.offset()), entry.value());
                }
                db.write(synced, batch);
            }
            return entries.size();
        });
    }

    /** Why the last change was not written, which was asked for seconds ago; empty where it was. */
    Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    private <T> void change(Access<T> access) {
        try {
            T _ = use(access);
            refusal = null;
        } catch (JournalException e) {
            refusal = String.valueOf(e.getMessage());
            throw e;
        }
    }

    /** Takes what lies in the log. */
    @FunctionalInterface
    interface Taker {
        /** {@code value} is an {@link Entry}'s. False: no more. */
        boolean take(long offset, byte[] value);
    }

    /** Hands over what lies at the offsets {@code [first, last]}, in order. */
    void walk(long first, long last, Taker taker) {
        use(() -> {
            try (RocksIterator iterator = db.newIterator()) {
                for (iterator.seek(Entry.key(first)); iterator.isValid(); iterator.next()) {
                    long offset = Entry.offset(iterator.key());
                    if (offset > last || !taker.take(offset, iterator.value())) {
                        break;
                    }
                }
                iterator.status();
            }
            return last;
        });
    }

    /** The newest entry. Throws {@link JournalException} where the journal's last entries do not fit together. */
    Journal.Tail checkedTail() {
        return use(() -> {
            long last;
            try (RocksIterator iterator = db.newIterator()) {
                iterator.seekToLast();
                iterator.status();
                last = iterator.isValid() ? Entry.offset(iterator.key()) : 0;
            }
            ChainCheck check = checkChain(Math.max(1, last - CHECKED_AT_START + 1), last);
            if (check.result() instanceof Verification.Broken(long offset, String reason)) {
                throw new JournalException(
                        "the journal in " + directory + " is damaged at event " + offset + ": " + reason
                                + "; restore it from a backup",
                        null);
            }
            return new Journal.Tail(last, check.lastHash());
        });
    }

    Verification verify(long last) {
        return use(() -> checkChain(1, last).result());
    }

    private ChainCheck checkChain(long first, long last) throws RocksDBException {
        ChainCheck check = new ChainCheck(first, last);
        try (RocksIterator iterator = db.newIterator()) {
            // The entry before the first gives the hash to start from.
            for (iterator.seek(Entry.key(first - 1)); iterator.isValid(); iterator.next()) {
                if (!check.take(Entry.offset(iterator.key()), iterator.value())) {
                    break;
                }
            }
            iterator.status();
        }
        return check;
    }

    void writeAtWork(String who, Instant at) {
        byte[] value = ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(at.getEpochSecond())
                .putInt(at.getNano())
                .array();
        change(() -> {
            db.put(atWork, synced, who.getBytes(StandardCharsets.UTF_8), value);
            return value;
        });
    }

    Optional<Instant> readAtWork(String who) {
        return use(() -> Optional.ofNullable(db.get(atWork, who.getBytes(StandardCharsets.UTF_8)))
                .map(ByteBuffer::wrap)
                .map(value -> Instant.ofEpochSecond(value.getLong(), value.getInt())));
    }

    private <T> T use(Access<T> access) {
        use.readLock().lock();
        try {
            if (closed) {
                throw new JournalException("the journal in " + directory + " is closed", null);
            }
            return access.run();
        } catch (RocksDBException e) {
            throw new JournalException("the journal in " + directory + " failed: " + e.getMessage(), e);
        } finally {
            use.readLock().unlock();
        }
    }

    @Override
    public void close() {
        use.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                entries.close();
                atWork.close();
                db.close();
                synced.close();
                families.close();
                options.close();
            }
        } finally {
            use.writeLock().unlock();
        }
    }

    private interface Access<T> {
        T run() throws RocksDBException;
    }
}
