package dev.nightjar.tsdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a database that RocksDB cannot read one that it can: tables that are damaged are put aside and what can be read
 * of them is written anew. Where the list of tables itself is lost, the database is made anew of all tables.
 */
final class TableRepair {
    private static final Logger LOGGER = LoggerFactory.getLogger(TableRepair.class);

    private final Path directory;
    private final Damages damages;
    private final TableParity parity;

    /** @param store the store's folder */
    TableRepair(Path store, Damages damages, TableParity parity) {
        this.directory = store.resolve("chunks");
        this.damages = damages;
        this.parity = parity;
    }

    /** Whether it must run before the database is opened: RocksDB would begin anew, or go on with less than there was. */
    boolean isNeeded() throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        Optional<Path> list = Manifest.current(directory);
        return list.isEmpty() ? hasTables() : !damages.suspects().isEmpty() || Manifest.hasLost(directory, list.get());
    }

    private boolean hasTables() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.anyMatch(file ->
                    TableFile.isTable(file) || file.getFileName().toString().startsWith("MANIFEST-"));
        }
    }

    void run() throws IOException {
        RocksLibrary.load();
        Optional<Path> list = Manifest.current(directory);
        if (list.isEmpty()) {
            list = Manifest.choose(directory);
            damages.add(
                    directory.resolve("CURRENT"),
                    list.isEmpty() ? "there is no list of tables either" : "it was made anew; nothing is lost");
        }
        try {
            if (list.isEmpty() || Manifest.hasLost(directory, list.get())) {
                rebuild();
            } else {
                putDamagedAside(list.get());
            }
        } catch (RocksDBException e) {
            throw new TsdbException("the chunks in " + directory + " cannot be repaired: " + e.getMessage(), e);
        }
        damages.forgetSuspects();
    }

    private void putDamagedAside(Path list) throws IOException, RocksDBException {
        List<Manifest.Table> dropped = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        try (TolerantStore store = new TolerantStore(directory)) {
            Set<String> suspects = damages.suspects();
            for (LiveFileMetaData table : store.db().getLiveFilesMetaData()) {
                Path file = directory.resolve(table.fileName().substring(1));
                if (!suspects.isEmpty() && !suspects.contains(file.getFileName().toString())) {
                    continue;
                }
                if (TableFile.damage(file, table.size()).isPresent()) {
                    parity.restore(file);
                }
                Optional<String> damage = TableFile.damage(file, table.size());
                if (damage.isPresent()) {
                    files.add(file);
                    dropped.add(new Manifest.Table(
                            store.number(table.columnFamilyName()), table.level(), TableFile.fileNumber(file)));
                    long kept = Files.exists(file) ? rescue(store, table, file) : 0;
                    damages.add(file, damage.get() + "; " + what(table, kept));
                }
            }
            if (!files.isEmpty()) {
                store.flush();
            }
        } catch (RocksDBException e) {
            if (!StoreDamage.isDamage(e)) {
                throw e;
            }
            LOGGER.warn("{} cannot be read either way", list, e);
            rebuild();
            return;
        }
        if (files.isEmpty()) {
            return;
        }
        Path written = Manifest.current(directory)
                .orElseThrow(() -> new TsdbException("there is no list of tables in " + directory + " after a repair"));
        Manifest.drop(written, dropped);
        for (Path file : files) {
            if (Files.exists(file)) {
                damages.add(file, "it is kept as " + damages.putAside(file));
            }
        }
    }

    private static String what(LiveFileMetaData table, long kept) {
        String rescued = kept + " of its entries could be read and are kept, all others are lost";
        if (!ChunkFamily.isByDay(table.columnFamilyName())) {
            return "it is part of the index; " + rescued;
        }
        LocalDate first = LocalDate.ofEpochDay(ChunkKey.day(table.smallestKey()));
        LocalDate last = LocalDate.ofEpochDay(ChunkKey.day(table.largestKey()));
        return "it holds samples " + (first.equals(last) ? "of " + first : "from " + first + " to " + last) + " (UTC); "
                + rescued;
    }

    /** Writes what can be read of the table and is valid still; says how many entries that were. */
    private static long rescue(TolerantStore store, LiveFileMetaData table, Path file) throws RocksDBException {
        ChunkFamily family = ChunkFamily.of(table.columnFamilyName());
        if (family.isIndex()) {
            store.markIndexDamaged();
        }
        long[] kept = new long[1];
        TableFile.forEach(file, (key, value) -> {
            if (store.holds(family, key, value)) {
                store.put(family, key, value);
                kept[0]++;
            }
        });
        return kept[0];
    }

    private void rebuild() throws IOException, RocksDBException {
        Path fresh = directory.resolveSibling("chunks.rebuilt");
        FileTree.delete(fresh);
        Files.createDirectories(fresh);
        List<Path> tables = TableFile.newestFirst(directory);
        LOGGER.warn("the list of tables is lost: {} is made anew of {} tables", directory, tables.size());
        List<Path> damaged = new ArrayList<>();
        for (Path table : tables) {
            if (TableFile.damage(table, Files.size(table)).isPresent()) {
                parity.restore(table);
            }
        }
        try (TolerantStore store = new TolerantStore(fresh)) {
            for (Path table : tables) {
                if (store.takeAll(table)) {
                    damaged.add(table);
                }
            }
            store.markIndexDamaged();
            store.flush();
        }
        for (Path table : damaged) {
            damages.add(table, "not all of it could be read; it is kept as " + damages.putAside(table));
        }
        damages.add(
                directory,
                "the list of its tables was lost and was made anew of the " + tables.size()
                        + " tables there were; deletions of the last hours may be undone");
        parity.forget();
        FileTree.delete(directory);
        Files.move(fresh, directory);
        Directories.sync(directory.resolveSibling("."));
    }
}
