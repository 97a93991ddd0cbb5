package dev.nightjar.tsdb;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.RocksDB;
import org.rocksdb.SstPartitionerFixedPrefixFactory;

/** The column families of a store and how each is kept. Order is that of opening. */
enum ChunkFamily {
    /** Only the format's version. */
    META(new String(RocksDB.DEFAULT_COLUMN_FAMILY, StandardCharsets.UTF_8)),
    CHUNKS("chunks"),
    SERIES("series"),
    PAIRS("pairs"),
    DAYS("days"),
    ROLLUPS("rollups"),
    EXEMPLARS("exemplars"),
    METADATA("metadata");

    /** The families whose keys begin with the day. */
    static final List<ChunkFamily> BY_DAY = List.of(CHUNKS, ROLLUPS, EXEMPLARS);

    private static final int BLOCK_BYTES = 32 << 10;

    /** The index is only ever read whole, at start. */
    private static final int INDEX_BLOCK_BYTES = 128 << 10;

    private static final long MEMTABLE_BYTES = 32L << 20;
    private static final long SMALL_MEMTABLE_BYTES = 8L << 20;

    private final String familyName;

    ChunkFamily(String familyName) {
        this.familyName = familyName;
    }

    private byte[] bytes() {
        return familyName.getBytes(StandardCharsets.UTF_8);
    }

    /** The family of that name; there are no others. */
    static ChunkFamily of(byte[] name) {
        return Arrays.stream(values())
                .filter(family -> Arrays.equals(family.bytes(), name))
                .findFirst()
                .orElseThrow(
                        () -> new TsdbException("no family is called " + new String(name, StandardCharsets.UTF_8)));
    }

    /** Whether finding series depends on it. */
    boolean isIndex() {
        return this == SERIES || this == PAIRS || this == DAYS;
    }

    /**
     * Of so many pages of a table one can be restored. What is lost of label pairs, and of the smallest families, is had
     * again in whole; it costs next to nothing. Samples take nearly all of the space, so they get the least: one flipped
     * bit, or some damaged sectors side by side.
     */
    int pagesPerParity() {
        return switch (this) {
            case META, PAIRS, DAYS, METADATA -> 1;
            case SERIES -> 32;
            case CHUNKS, ROLLUPS, EXEMPLARS -> 512;
        };
    }

    /** Whether keys of the family of this name begin with the day. */
    static boolean isByDay(byte[] name) {
        return BY_DAY.stream().anyMatch(family -> Arrays.equals(family.bytes(), name));
    }

    /**
     * Leveled, zstd per block. Files of families by day are cut where the day changes, so that dropping a day drops
     * whole files. No bloom filters: every read is a range scan. {@code close} gets what must outlive the database.
     */
    static List<ColumnFamilyDescriptor> descriptors(Cache cache, List<AutoCloseable> close) {
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        for (ChunkFamily family : values()) {
            BlockBasedTableConfig table = new BlockBasedTableConfig()
                    .setBlockSize(family.isIndex() ? INDEX_BLOCK_BYTES : BLOCK_BYTES)
                    .setFormatVersion(6)
                    .setBlockCache(cache)
                    .setCacheIndexAndFilterBlocks(true)
                    .setPinL0FilterAndIndexBlocksInCache(true);
            CompressionOptions compression = new CompressionOptions().setLevel(family.isIndex() ? 3 : 1);
            ColumnFamilyOptions options = new ColumnFamilyOptions()
                    .setTableFormatConfig(table)
                    .setCompressionType(CompressionType.ZSTD_COMPRESSION)
                    .setCompressionOptions(compression)
                    .setWriteBufferSize(family == CHUNKS ? MEMTABLE_BYTES : SMALL_MEMTABLE_BYTES)
                    .setMaxWriteBufferNumber(3)
                    .setTargetFileSizeBase(64L << 20)
                    .setLevel0FileNumCompactionTrigger(4);
            if (BY_DAY.contains(family)) {
                SstPartitionerFixedPrefixFactory byDay = new SstPartitionerFixedPrefixFactory(2);
                options.setSstPartitionerFactory(byDay);
                close.add(byDay);
            }
            close.add(compression);
            close.add(options);
            descriptors.add(new ColumnFamilyDescriptor(family.bytes(), options));
        }
        return descriptors;
    }
}
