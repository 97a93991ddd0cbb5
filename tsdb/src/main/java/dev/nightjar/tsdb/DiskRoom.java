package dev.nightjar.tsdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * Room on the disk for what RocksDB is about to write, asked for before it begins: once a flush or compaction of it ran
 * into a full disk, it goes on failing when there is space again.
 */
final class DiskRoom {
    /** For the manifest and what others write meanwhile. */
    private static final long SPARE_BYTES = 4L << 20;

    private final Path directory;
    private final RocksDB db;
    private final List<ColumnFamilyHandle> families;

    DiskRoom(Path directory, RocksDB db, List<ColumnFamilyHandle> families) {
        this.directory = directory;
        this.db = db;
        this.families = families;
    }

    /** Bytes that a flush would write, at most. */
    long inMemory() {
        return sum("rocksdb.cur-size-all-mem-tables");
    }

    /** Bytes of all tables. */
    long inFiles() {
        return sum("rocksdb.live-sst-files-size");
    }

    private long sum(String property) {
        try {
            long sum = 0;
            for (ColumnFamilyHandle family : families) {
                sum += db.getLongProperty(family, property);
            }
            return sum;
        } catch (RocksDBException e) {
            throw new TsdbException("the chunks in " + directory + " do not say their size: " + e.getMessage(), e);
        }
    }

    /** Fails if the disk has not so much space and some. */
    void require(long bytes) {
        try {
            long free = Files.getFileStore(directory).getUsableSpace();
            if (free < bytes + SPARE_BYTES) {
                throw new TsdbException("No space left on the disk of " + directory + ": " + (free >> 10)
                        + " KiB are free, " + ((bytes + SPARE_BYTES) >> 10)
                        + " KiB are needed to bring what is stored to rest; it is tried again by itself");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the disk of " + directory + " does not say how much space it has", e);
        }
    }
}
