package dev.nightjar.tsdb;

import dev.nightjar.model.library.BundledLibrary;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;

/** RocksDB's own code. Whoever makes the first of its objects loads it: a repair, where something is damaged. */
final class RocksLibrary {
    static {
        BundledLibrary.load("rocksdbjni", folder -> {
            NativeLibraryLoader.getInstance().loadLibrary(folder.toString());
            RocksDB.loadLibrary(); // takes note of it
        });
    }

    private RocksLibrary() {}

    /** Does nothing where it was loaded before. */
    static void load() {
        // making this class ready has loaded it
    }
}
