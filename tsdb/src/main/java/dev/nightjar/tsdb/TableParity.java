package dev.nightjar.tsdb;

import dev.nightjar.tsdb.parity.ParityFile;
import dev.nightjar.tsdb.parity.Restored;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rocksdb.LiveFileMetaData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns {@code parity/}: beside each of RocksDB's tables, what damaged pages of it can be restored from. Without it one
 * flipped bit where a table says what lies where in it costs the whole table, and one among the label pairs the names of
 * all series that have one of them. Thread-safe.
 */
final class TableParity {
    private static final Logger LOGGER = LoggerFactory.getLogger(TableParity.class);
    private static final String SUFFIX = ".parity";

    /** So many bytes of tables are read in a run: a store that has no parity yet gets it bit by bit. */
    private static final long MOST_READ_BYTES = 2L << 30;

    private final Path tables;
    private final Path folder;
    private final Damages damages;

    /** Of tables whose parity was looked at since the start: their bytes. */
    private final Map<String, Long> kept = new ConcurrentHashMap<>();

    private final Lock keeping = new ReentrantLock();
    private final Lock restoring = new ReentrantLock();

    /** @param store the store's folder */
    TableParity(Path store, Damages damages) {
        this.tables = store.resolve("chunks");
        this.folder = store.resolve("parity");
        this.damages = damages;
    }

    /** Makes what is missing for the tables in use, and deletes what no table needs any more. */
    void keepUp(List<LiveFileMetaData> inUse, DiskRoom room) throws IOException {
        keeping.lock();
        try {
            Files.createDirectories(folder);
            deleteUnused(inUse);
            long read = 0;
            for (LiveFileMetaData table : smallestFirst(inUse)) {
                String name = name(table);
                if (!kept.containsKey(name) && read < MOST_READ_BYTES) {
                    keep(name, table, room);
                    read += table.size();
                }
            }
        } finally {
            keeping.unlock();
        }
    }

    private static String name(LiveFileMetaData table) {
        return table.fileName().substring(1);
    }

    private static List<LiveFileMetaData> smallestFirst(List<LiveFileMetaData> tables) {
        return tables.stream()
                .sorted(Comparator.comparingLong(LiveFileMetaData::size))
                .toList();
    }

    private void deleteUnused(List<LiveFileMetaData> inUse) throws IOException {
        Set<String> wanted = inUse.stream().map(table -> name(table) + SUFFIX).collect(Collectors.toSet());
        List<Path> there;
        try (Stream<Path> files = Files.list(folder)) {
            there = files.toList();
        }
        for (Path file : there) {
            String name = file.getFileName().toString();
            if (!wanted.contains(name)) {
                Files.deleteIfExists(file);
                kept.remove(name.substring(0, Math.max(0, name.length() - SUFFIX.length())));
            }
        }
    }

    private void keep(String name, LiveFileMetaData table, DiskRoom room) throws IOException {
        Path file = fileOf(name);
        Optional<ParityFile> there = ParityFile.read(file);
        if (there.isEmpty()
                || there.get().fileBytes() != table.size()
                || !there.get().isWhole()) {
            int perGroup = table.size() <= ParityFile.COPIED_BYTES // in a small store it holds the names of all series
                    ? 1
                    : ChunkFamily.of(table.columnFamilyName()).pagesPerParity();
            room.require(table.size() / perGroup);
            try {
                ParityFile.write(tables.resolve(name), TableFile.tailAt(tables.resolve(name)), perGroup, file);
            } catch (NoSuchFileException e) {
                return; // it has been compacted away meanwhile
            }
        }
        kept.put(name, Files.size(file));
    }

    private Path fileOf(String table) {
        return folder.resolve(table + SUFFIX);
    }

    long bytes() {
        return kept.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Restores what is damaged of a table, as far as it can be, and tells of it. True if RocksDB finds it whole now. */
    boolean restore(Path table) {
        restoring.lock();
        try {
            Optional<ParityFile> parity =
                    ParityFile.read(fileOf(table.getFileName().toString()));
            if (parity.isEmpty()) {
                return false;
            }
            long bytes = parity.get().fileBytes();
            if (Files.exists(table) && TableFile.damage(table, bytes).isEmpty()) {
                return true;
            }
            Restored restored = parity.get().restore(table);
            if (restored.bytes() > 0) {
                damages.add(table, restored.from(), restored.words());
            }
            return TableFile.damage(table, bytes).isEmpty();
        } catch (IOException e) {
            LOGGER.warn("{} cannot be restored", table, e);
            return false;
        } finally {
            restoring.unlock();
        }
    }

    /** Gives a copy of the store the same. */
    void linkTo(Path copy) throws IOException {
        Files.createDirectories(copy);
        for (String table : kept.keySet()) {
            Path file = fileOf(table);
            try {
                Files.createLink(copy.resolve(file.getFileName()), file);
            } catch (NoSuchFileException | FileAlreadyExistsException | UnsupportedOperationException e) {
                LOGGER.debug("{} is not linked: the copy makes its own", file, e);
            }
        }
    }

    /** The tables are all made anew, with numbers that had been others'. */
    void forget() throws IOException {
        FileTree.delete(folder);
        kept.clear();
    }
}
