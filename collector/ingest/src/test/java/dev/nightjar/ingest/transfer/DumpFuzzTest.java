package dev.nightjar.ingest.transfer;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Any file is read as a dump or refused with its place. Without {@code JAZZER_FUZZ=1} only the kept seeds are run. */
class DumpFuzzTest {
    @TempDir
    static Path directory = Path.of("");

    @FuzzTest(maxDuration = "5m")
    @SuppressWarnings("StatementWithEmptyBody")
    void any_file_is_read_or_refused(byte[] bytes) throws IOException {
        Path file = Files.write(directory.resolve("dump"), bytes);
        try (DumpFeed feed = new DumpFeed(file)) {
            while (feed.step((series, timestampMillis, value) -> {})) {}
        } catch (TransferException e) {
            if (!String.valueOf(e.getMessage()).startsWith(file.toString())) {
                throw new AssertionError("refused without its place", e);
            }
        }
    }
}
