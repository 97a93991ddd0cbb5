package dev.nightjar.tsdb;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rocksdb.SstFileReaderIterator;

/** A table of RocksDB's, read on its own: held against its checksums, and its entries as far as they can be read. */
final class TableFile {
    private static final Pattern NAME = Pattern.compile("\\d{6,18}\\.sst");

    /** Longer than any key; keys are taken for numbers of so many bytes. */
    private static final int KEY_BYTES = 24;

    private TableFile() {}

    /** Gets an entry. */
    interface Entries {
        void entry(byte[] key, byte[] value) throws RocksDBException;
    }

    static boolean isTable(Path file) {
        return NAME.matcher(file.getFileName().toString()).matches();
    }

    static long fileNumber(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring(0, name.length() - ".sst".length()));
    }

    static List<Path> newestFirst(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(TableFile::isTable)
                    .sorted(Comparator.comparingLong(TableFile::fileNumber).reversed())
                    .toList();
        }
    }

    /** What is wrong with the file, which should have {@code bytes} bytes. */
    static Optional<String> damage(Path file, long bytes) throws IOException {
        if (!Files.exists(file)) {
            return Optional.of("it is missing");
        }
        if (Files.size(file) != bytes) {
            return Optional.of("it has " + Files.size(file) + " bytes instead of " + bytes);
        }
        try (Options options = new Options();
                SstFileReader reader = new SstFileReader(options)) {
            reader.open(file.toString());
            reader.verifyChecksum();
            return Optional.empty();
        } catch (RocksDBException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Where the blocks with entries end, and what says where each of them lies begins; 0 if that cannot be read. */
    static long tailAt(Path file) {
        try (Options options = new Options();
                SstFileReader reader = new SstFileReader(options)) {
            reader.open(file.toString());
            return reader.getTableProperties().getDataSize();
        } catch (RocksDBException e) {
            return 0;
        }
    }

    /** The family that the table belongs to, if that can be read. */
    static Optional<byte[]> family(Path file) {
        try (Options options = new Options();
                SstFileReader reader = new SstFileReader(options)) {
            reader.open(file.toString());
            return Optional.of(reader.getTableProperties().getColumnFamilyName());
        } catch (RocksDBException e) {
            return Optional.empty();
        }
    }

    /** Hands over every entry that can be read; false if some could not. */
    static boolean forEach(Path file, Entries entries) throws RocksDBException {
        try (Options options = new Options();
                ReadOptions reading = new ReadOptions().setVerifyChecksums(true).setFillCache(false);
                SstFileReader reader = new SstFileReader(options)) {
            try {
                reader.open(file.toString());
            } catch (RocksDBException e) {
                return false;
            }
            try (SstFileReaderIterator at = reader.newIterator(reading)) {
                return walk(at, entries);
            }
        }
    }

    private static boolean walk(SstFileReaderIterator at, Entries entries) throws RocksDBException {
        boolean whole = true;
        byte[] from = new byte[0];
        while (true) {
            at.seek(from);
            byte[] last = from;
            while (at.isValid()) {
                last = at.key();
                entries.entry(last, at.value());
                at.next();
            }
            if (isReadable(at)) {
                return whole;
            }
            whole = false;
            BigInteger next = behindDamage(at, number(last));
            if (next == null) {
                return false;
            }
            from = key(next);
        }
    }

    private static boolean isReadable(SstFileReaderIterator at) {
        try {
            at.status();
            return true;
        } catch (RocksDBException e) {
            return false;
        }
    }

    /** The least key behind {@code last} from which on can be read again; null if there is none. */
    private static @Nullable BigInteger behindDamage(SstFileReaderIterator at, BigInteger last) {
        BigInteger bad = last;
        BigInteger good = null;
        BigInteger end = BigInteger.ONE.shiftLeft(8 * KEY_BYTES);
        for (BigInteger step = BigInteger.ONE; good == null; step = step.shiftLeft(1)) {
            BigInteger tried = last.add(step);
            if (tried.compareTo(end) >= 0) {
                return null;
            }
            if (canSeek(at, tried)) {
                good = tried;
            } else {
                bad = tried;
            }
        }
        while (good.subtract(bad).bitLength() > 1) {
            BigInteger middle = good.add(bad).shiftRight(1);
            if (canSeek(at, middle)) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        return good;
    }

    private static boolean canSeek(SstFileReaderIterator at, BigInteger key) {
        at.seek(key(key));
        return isReadable(at);
    }

    private static BigInteger number(byte[] key) {
        return new BigInteger(1, Arrays.copyOf(key, KEY_BYTES));
    }

    private static byte[] key(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] key = new byte[KEY_BYTES];
        int length = Math.min(bytes.length, KEY_BYTES);
        System.arraycopy(bytes, bytes.length - length, key, KEY_BYTES - length, length);
        return key;
    }
}
