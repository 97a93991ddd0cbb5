package dev.nightjar.ingest.transfer;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a block of Prometheus holds is read or refused with its place, also behind checksums that fit. Without
 * {@code JAZZER_FUZZ=1} only the kept seeds are run.
 */
class BlockFuzzTest {
    @TempDir
    static Path directory = Path.of("");

    @FuzzTest(maxDuration = "5m")
    void any_chunk_of_numbers(byte[] bytes) {
        decodedOrRefused(() -> new XorChunk(bytes).decode((time, value) -> {}));
    }

    @FuzzTest(maxDuration = "5m")
    void any_chunk_of_histograms(byte[] bytes) {
        for (int encoding : new int[] {HistogramChunk.WHOLE_ENCODING, HistogramChunk.FRACTION_ENCODING}) {
            decodedOrRefused(() -> new HistogramChunk(bytes, encoding).decode(WrittenBlock.FORGET));
        }
    }

    private static void decodedOrRefused(Runnable decoding) {
        try {
            decoding.run();
        } catch (IllegalArgumentException e) {
            if (String.valueOf(e.getMessage()).isBlank()) {
                throw new AssertionError("refused without a reason", e);
            }
        }
    }

    @FuzzTest(maxDuration = "5m")
    void any_index(byte[] bytes) throws IOException {
        WrittenBlock block = new WrittenBlock(directory.resolve("index-block"));
        block.index(bytes);
        readOrRefused(block.directory());
    }

    /** The bytes are what the index says of one series. */
    @FuzzTest(maxDuration = "5m")
    void any_series(byte[] bytes) throws IOException {
        WrittenBlock block = new WrittenBlock(directory.resolve("series-block"));
        block.series(bytes);
        readOrRefused(block.directory());
    }

    @FuzzTest(maxDuration = "5m")
    void any_tombstones(byte[] bytes) throws IOException {
        WrittenBlock block = new WrittenBlock(directory.resolve("tombstones-block"));
        block.series(WrittenBlock.ONE_SERIES);
        block.tombstones(bytes);
        readOrRefused(block.directory());
    }

    @SuppressWarnings("StatementWithEmptyBody")
    private static void readOrRefused(Path block) {
        try (PrometheusBlock read = new PrometheusBlock(block)) {
            while (read.step(WrittenBlock.FORGET_SAMPLES)) {}
        } catch (TransferException e) {
            if (!String.valueOf(e.getMessage()).startsWith(block.toString())) {
                throw new AssertionError("refused without its place", e);
            }
        }
    }
}
