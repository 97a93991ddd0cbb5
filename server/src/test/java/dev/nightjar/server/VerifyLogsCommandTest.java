package dev.nightjar.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.logindex.LogIndex;
import dev.nightjar.logindex.LogIndexConfig;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.testkit.TestingClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code nightjar logs verify} of a data directory. */
class VerifyLogsCommandTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    Path data;

    private CommandRun verify(String... more) {
        return CommandRun.of(Stream.concat(Stream.of("logs", "verify", "--data", data.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    /** Three lines in a block, two in the write-ahead log only. */
    private void write() throws IOException {
        try (LogIndex index = LogIndex.open(data.resolve("logs"), LogIndexConfig.DEFAULTS, new TestingClock(NOW))) {
            append(index, "one", "two", "three");
            index.flush();
            append(index, "four", "fünf");
        }
    }

    private static void append(LogIndex index, String... lines) {
        LogBatch.StreamBuilder stream = LogBatch.stream(Labels.of("app", "shop"));
        for (String line : lines) {
            stream.line(NOW.getEpochSecond() * 1_000_000_000L, line.getBytes(StandardCharsets.UTF_8));
        }
        index.append(new LogBatch(List.of(stream.build())));
    }

    @Test
    void what_is_in_blocks_and_what_is_not_yet_is_told_apart() throws IOException {
        write();
        assertThat(verify()).isEqualTo(new CommandRun(0, """
                        fine: 1 days, 1 streams, 1 blocks, 3 lines; lines were taken out of 0 blocks
                        not in blocks yet: 2 lines (9 bytes of text) of the write-ahead log; its checksums hold
                        """, ""));
        assertThat(verify("--selector", "{app=\"other\"}", "--from", "2026-11-21", "--to", "2026-11-22"))
                .isEqualTo(new CommandRun(0, """
                        fine: 1 days, 0 streams, 0 blocks, 0 lines; lines were taken out of 0 blocks
                        not in blocks yet: 0 lines (0 bytes of text) of the write-ahead log; its checksums hold
                        """, ""));
    }

    @Test
    void a_changed_byte_of_the_write_ahead_log_is_named() throws IOException {
        write();
        Path segment;
        try (Stream<Path> files = Files.list(data.resolve("logs/wal"))) {
            segment = files.filter(file -> file.toFile().length() > 0).findAny().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length - 1] ^= 1;
        Path behind = segment.resolveSibling("7fffffffffffffff.wal");
        Files.write(segment, bytes);
        Files.createFile(behind);
        CommandRun found = verify();
        assertThat(found.exit()).isEqualTo(1);
        assertThat(found.out())
                .contains(segment + " at offset 0: a record of the write-ahead log fails its checksum")
                .contains("1 fault: 1 days, 1 streams, 1 blocks, 3 lines")
                .contains("not in blocks yet: 0 lines (0 bytes of text) of the write-ahead log;"
                        + " its checksums do not hold, and what stands behind the damage is not counted");
    }

    @Test
    void what_a_server_uses_is_asked_of_that_server() throws Exception {
        try (DataDirectory _ = DataDirectory.take(data)) {
            CommandRun refused = verify();
            assertThat(refused.exit()).isEqualTo(1);
            assertThat(refused.err())
                    .contains(data + " is used by another Nightjar")
                    .endsWith("; --server URL asks a Nightjar that runs\n");
        }
    }
}
