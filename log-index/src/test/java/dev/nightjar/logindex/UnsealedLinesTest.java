package dev.nightjar.logindex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.LogFault;
import dev.nightjar.model.LogVerification;
import dev.nightjar.model.LogVerification.Unsealed;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.NanoRange;
import dev.nightjar.testkit.TestingClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code logs verify} says of lines that are in the write-ahead log only. */
class UnsealedLinesTest {
    private static final int STREAMS = 3;
    private static final int BATCH = STREAMS * CrashingWriter.LINES;

    @TempDir
    Path folder;

    private final TestingClock clock = new TestingClock(CrashingWriter.START);

    private static long textOf(int... batches) {
        long bytes = 0;
        for (int batch : batches) {
            for (int stream = 0; stream < STREAMS; stream++) {
                for (int line = 0; line < CrashingWriter.LINES; line++) {
                    bytes += CrashingWriter.line(batch, stream, line).getBytes(StandardCharsets.UTF_8).length;
                }
            }
        }
        return bytes;
    }

    private LogVerification offline(List<Matcher> matchers, NanoRange range) throws IOException {
        return LogIndex.verify(folder, Optional.empty(), matchers, range);
    }

    /** Blocks are so large and the clock stands so still that none is sealed unasked. */
    private LogIndex open() throws IOException {
        return LogIndex.open(folder, LogIndexConfig.DEFAULTS, clock);
    }

    @Test
    void lines_are_counted_until_a_block_has_them() throws IOException {
        try (LogIndex index = open()) {
            index.append(CrashingWriter.batch(0));
            index.flush();
            assertThat(index.admin().verify(List.of(), NanoRange.ALL).unsealed())
                    .isEqualTo(new Unsealed(0, 0, true));
            index.append(CrashingWriter.batch(1));
            index.append(CrashingWriter.batch(2));
            LogVerification found = index.admin().verify(List.of(), NanoRange.ALL);
            assertThat(found.faults()).isEmpty();
            assertThat(found.lines()).isEqualTo(BATCH);
            assertThat(found.unsealed()).isEqualTo(new Unsealed(2L * BATCH, textOf(1, 2), true));
        }
        assertThat(offline(List.of(), NanoRange.ALL).unsealed())
                .isEqualTo(new Unsealed(2L * BATCH, textOf(1, 2), true));
        try (LogIndex index = open()) {
            index.flush();
        }
        assertThat(offline(List.of(), NanoRange.ALL).unsealed()).isEqualTo(new Unsealed(0, 0, true));
    }

    @Test
    void only_those_of_the_streams_and_days_asked_for_count() throws IOException {
        try (LogIndex index = open()) {
            index.append(CrashingWriter.batch(1));
        }
        List<Matcher> one = List.of(Matcher.equal("app", "a1"));
        assertThat(offline(one, NanoRange.ALL).unsealed().lines()).isEqualTo(CrashingWriter.LINES);
        long day = Day.ofNanos(CrashingWriter.START.getEpochSecond() * 1_000_000_000L) * Day.NANOS;
        assertThat(offline(List.of(), new NanoRange(day, day + Day.NANOS))
                        .unsealed()
                        .lines())
                .isEqualTo(BATCH);
        assertThat(offline(List.of(), new NanoRange(day - Day.NANOS, day))
                        .unsealed()
                        .lines())
                .isZero();
    }

    /** No day was committed since these lines came; what was signed meanwhile still tells of them. */
    @Test
    void a_log_cut_off_before_lines_that_no_block_has_is_noticed() throws IOException {
        try (LogIndex index = open()) {
            index.append(CrashingWriter.batch(0));
            index.flush();
            index.append(CrashingWriter.batch(1));
            assertThat(index.admin().verify(List.of(), NanoRange.ALL).faults()).isEmpty();
        }
        assertThat(offline(List.of(), NanoRange.ALL).faults()).isEmpty();
        Path segment = segment();
        Files.write(segment, new byte[0]);
        assertThat(offline(List.of(), NanoRange.ALL).faults())
                .extracting(LogFault::found)
                .containsExactly(
                        "lines up to number " + 2 * BATCH + " were on the disk, and it ends with number " + BATCH);
    }

    private Path segment() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("wal"))) {
            return files.filter(file -> file.toFile().length() > 0).findAny().orElseThrow();
        }
    }

    @Test
    void a_flipped_bit_in_the_log_is_a_fault_whatever_range_is_asked_for() throws IOException {
        try (LogIndex index = open()) {
            for (int i = 0; i < 4; i++) {
                index.append(CrashingWriter.batch(i));
            }
        }
        Path segment = segment();
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 2] ^= 1;
        Files.write(segment, bytes);
        for (NanoRange range : List.of(NanoRange.ALL, new NanoRange(0, 1))) {
            LogVerification found = offline(List.of(), range);
            assertThat(found.unsealed().intact()).isFalse();
            assertThat(found.faults())
                    .extracting(LogFault::found)
                    .anyMatch(said -> said.contains("fails its checksum"));
            assertThat(found.faults()).extracting(LogFault::file).contains(segment.toString());
        }
    }
}
