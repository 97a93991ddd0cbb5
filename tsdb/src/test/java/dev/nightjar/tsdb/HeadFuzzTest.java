package dev.nightjar.tsdb;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.nightjar.tsdb.chunk.ByteSource;
import dev.nightjar.tsdb.chunk.DamagedBytesException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever bytes a head file, RocksDB's list of tables or the list of damages holds are read, or left out with a reason;
 * nothing else is ever thrown. Without {@code JAZZER_FUZZ=1} only the kept seeds are run.
 */
class HeadFuzzTest {
    @TempDir
    static Path directory = Path.of("");

    private static Head head(ChunkStore store) {
        return new Head(new SeriesIndex(), store);
    }

    private static Damages damages() {
        return Damages.of(directory, InstantSource.fixed(Instant.EPOCH));
    }

    private static ChunkStore store() throws IOException {
        return ChunkStore.open(
                Files.createDirectories(directory.resolve("chunks")),
                1 << 20,
                damages(),
                new TableParity(directory, damages()));
    }

    /** One page, behind a checksum that fits. */
    @FuzzTest(maxDuration = "5m")
    void pages(byte[] bytes) throws IOException {
        try (ChunkStore store = store()) {
            new HeadDump().read(new ByteSource().over(bytes, 0, bytes.length), head(store), 0);
        } catch (DamagedBytesException e) {
            if (String.valueOf(e.getMessage()).isBlank()) {
                throw new AssertionError("refused without a reason", e);
            }
        }
    }

    @FuzzTest(maxDuration = "5m")
    void files(byte[] bytes) throws IOException {
        Path heads = Files.createDirectories(directory.resolve("head"));
        Files.write(HeadSnapshot.file(heads, 7), bytes);
        try (ChunkStore store = store()) {
            HeadSnapshot.Loaded loaded = HeadSnapshot.load(heads, head(store), damages());
            if (loaded == null || loaded.mark().sequence() != 7) {
                throw new AssertionError("not even where the log goes on: " + loaded);
            }
        } finally {
            FileTree.delete(directory.resolve("damaged"));
        }
    }

    @FuzzTest(maxDuration = "5m")
    void lists_of_tables(byte[] bytes) throws IOException {
        Path file = Files.write(directory.resolve("MANIFEST-000001"), bytes);
        long whole = Manifest.wholeBytes(file);
        if (whole < 0 || whole > bytes.length) {
            throw new AssertionError(whole + " whole bytes of " + bytes.length);
        }
    }

    @FuzzTest(maxDuration = "5m")
    void lists_of_damages(byte[] bytes) throws IOException {
        Path aside = Files.createDirectories(directory.resolve("listed/damaged"));
        Files.write(aside.resolve("report.tsv"), bytes);
        Damages.of(directory.resolve("listed"), InstantSource.fixed(Instant.EPOCH))
                .list();
    }
}
