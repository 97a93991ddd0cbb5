package dev.nightjar.tsdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rocksdb.Status;

/** Says what to do about files of RocksDB that are not as they were written. RocksDB's own message names file and offset. */
final class StoreDamage {
    private static final Pattern TABLE = Pattern.compile("(\\d{6,})\\.sst");
    private static final String REPLACE =
            "put it back from a backup, or put one of the store's snapshots in the place of the store";

    private StoreDamage() {}

    /** Whether files are not as they were written or missing, in contrast to a disk that is full or a store in use. */
    static boolean isDamage(@Nullable Throwable failure) {
        if (!(failure instanceof RocksDBException e)) {
            return failure != null && failure.getCause() != null && isDamage(failure.getCause());
        }
        Status status = e.getStatus();
        String message = String.valueOf(e.getMessage());
        if (message.contains("lock file") || message.contains("LOCK")) {
            return false;
        }
        return (status != null && status.getCode() == Status.Code.Corruption)
                || message.contains("No such file")
                || message.startsWith("Corruption");
    }

    /** The name of the table that is damaged, if that is what is wrong. */
    static Optional<String> table(RocksDBException e) {
        Matcher name = TABLE.matcher(String.valueOf(e.getMessage()));
        return isDamage(e) && name.find() ? Optional.of(name.group()) : Optional.empty();
    }

    /** What to do when the database in {@code directory} cannot be opened. */
    static String atOpen(RocksDBException e, Path directory) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("lock file") || message.contains("LOCK")) {
            return "Another process uses the directory: stop that one.";
        }
        List<String> damaged = damagedTables(directory);
        String found = "";
        if (!damaged.isEmpty()) {
            found = "Damaged: " + String.join("; ", damaged) + ". ";
        } else if (message.contains("MANIFEST")) {
            found = "The file CURRENT says which MANIFEST counts. ";
        }
        return found + "If a file is damaged or missing, " + REPLACE + ".";
    }

    /** RocksDB does not always name the right file, so each is held against its checksums. */
    private static List<String> damagedTables(Path directory) {
        List<String> damaged = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory);
                Options options = new Options()) {
            for (Path file : files.filter(file -> file.toString().endsWith(".sst"))
                    .sorted()
                    .toList()) {
                try (SstFileReader reader = new SstFileReader(options)) {
                    reader.open(file.toString());
                    reader.verifyChecksum();
                } catch (RocksDBException e) {
                    damaged.add(file + " (" + e.getMessage() + ")");
                }
            }
        } catch (IOException e) {
            damaged.add(directory + " cannot be listed (" + e + ")");
        }
        return damaged;
    }

    /** What to do about a file that cannot be read; empty if that is not what is wrong. */
    static String advice(RocksDBException e, List<LiveFileMetaData> files) {
        Status status = e.getStatus();
        if (status == null || status.getCode() != Status.Code.Corruption) {
            return "";
        }
        LiveFileMetaData file = named(String.valueOf(e.getMessage()), files);
        if (file == null || !ChunkFamily.isByDay(file.columnFamilyName())) {
            return ". The file is damaged: " + REPLACE;
        }
        LocalDate first = LocalDate.ofEpochDay(ChunkKey.day(file.smallestKey()));
        LocalDate last = LocalDate.ofEpochDay(ChunkKey.day(file.largestKey()));
        String days = first.equals(last) ? "of " + first : "from " + first + " to " + last;
        return ". The file is damaged; it holds samples " + days + " (UTC), all others can be read: " + REPLACE
                + ", or delete all samples of such a day";
    }

    private static @Nullable LiveFileMetaData named(String message, List<LiveFileMetaData> files) {
        Matcher name = TABLE.matcher(message);
        if (!name.find()) {
            return null;
        }
        return files.stream()
                .filter(file -> file.fileName().contains(name.group()))
                .findFirst()
                .orElse(null);
    }
}
