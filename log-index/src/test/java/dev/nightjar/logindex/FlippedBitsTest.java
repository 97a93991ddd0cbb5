package dev.nightjar.logindex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.LogFault;
import dev.nightjar.model.LogVerification;
import dev.nightjar.model.NanoRange;
import dev.nightjar.testkit.TestingClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes what is stored behind the store's back: whatever is changed is found. */
class FlippedBitsTest {
    private static final String DAY = "2026-11-21";
    private static final int FLIPS_PER_FILE = 12;

    @TempDir
    Path folder;

    private final TestingClock clock = new TestingClock(CrashingWriter.START);

    private LogIndex open() throws IOException {
        return LogIndex.open(folder, CrashingWriter.CONFIG, clock, new TestingConditions());
    }

    @BeforeEach
    void store() throws Exception {
        try (LogIndex index = open()) {
            StoredLogs.writeWithDeletion(index);
        }
    }

    private LogVerification verify() throws IOException {
        return LogIndex.verify(folder, Optional.empty(), List.of(), NanoRange.ALL);
    }

    @Test
    void a_whole_store_is_proven_and_its_key_is_its_owners_alone() throws Exception {
        LogVerification verified = verify();
        assertThat(verified.faults()).isEmpty();
        assertThat(verified.days()).isEqualTo(1);
        assertThat(verified.streams()).isEqualTo(3);
        assertThat(verified.blocks()).isGreaterThan(20);
        assertThat(verified.removals()).isPositive();
        assertThat(verified.heads()).hasSize(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("signing.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void any_bit_flipped_in_any_file_of_a_day_is_found() throws Exception {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder.resolve("days").resolve(DAY))) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("write.lock"))
                    .toList();
        }
        assertThat(files).hasSizeGreaterThan(8);
        Random random = new Random(5);
        List<String> missed = new ArrayList<>();
        for (Path file : files) {
            byte[] whole = Files.readAllBytes(file);
            for (int i = 0; i < FLIPS_PER_FILE && whole.length > 0; i++) {
                byte[] changed = whole.clone();
                int at = random.nextInt(whole.length);
                changed[at] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, changed);
                if (verify().faults().isEmpty()) {
                    missed.add(file + " at " + at);
                }
            }
            Files.write(file, whole);
        }
        assertThat(missed).isEmpty();
        assertThat(verify().faults()).isEmpty();
    }

    @Test
    void a_changed_or_cut_list_of_deletions_is_found() throws Exception {
        Path file = folder.resolve("deletions");
        byte[] whole = Files.readAllBytes(file);
        byte[] changed = whole.clone();
        changed[whole.length / 2] ^= 4;
        for (byte[] damaged : List.of(changed, Arrays.copyOf(whole, whole.length - 1), new byte[3])) {
            Files.write(file, damaged);
            assertThat(verify().faults())
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.file()).isEqualTo(file.toString()))
                    .satisfies(fault -> assertThat(fault.found()).contains("the list of deletions"));
        }
        Files.write(file, whole);
        assertThat(verify().faults()).isEmpty();
    }

    @Test
    void a_changed_block_is_named_by_day_file_offset_stream_and_time() throws Exception {
        Path payload;
        try (Stream<Path> all = Files.list(folder.resolve("days").resolve(DAY))) {
            payload = all.filter(file -> file.getFileName().toString().startsWith("blocks-"))
                    .sorted()
                    .toList()
                    .getLast();
        }
        byte[] bytes = Files.readAllBytes(payload);
        bytes[bytes.length / 2] ^= 1;
        Files.write(payload, bytes);
        List<LogFault> faults = verify().faults();
        assertThat(faults).hasSize(1);
        LogFault fault = faults.getFirst();
        assertThat(fault.day()).isEqualTo(DAY);
        assertThat(fault.file()).isEqualTo(payload.toString());
        assertThat(fault.offset()).isBetween(0L, bytes.length / 2L);
        assertThat(fault.labels().get("app")).startsWith("a");
        assertThat(fault.range().startNanos()).isLessThan(fault.range().endNanos());
        assertThat(fault.toString()).contains("stream {app=");
    }

    @Test
    void a_day_set_back_to_an_earlier_commit_or_taken_away_is_noticed() throws Exception {
        Path day = folder.resolve("days").resolve(DAY);
        Path kept = folder.resolveSibling(folder.getFileName() + "-kept");
        copy(day, kept);
        try (LogIndex index = open()) {
            index.append(CrashingWriter.batch(100));
            index.flush();
        }
        assertThat(verify().faults()).isEmpty();
        DurableFolder.deleteTree(day);
        assertThat(verify().faults())
                .singleElement()
                .satisfies(fault ->
                        assertThat(fault.found()).isEqualTo("the day was committed and signed, and is not there"));
        copy(kept, day);
        DurableFolder.deleteTree(kept);
        assertThat(verify().faults())
                .extracting(LogFault::found)
                .anyMatch(found -> found.startsWith("the day was set back: it is as commit"));
    }

    @Test
    void another_key_than_the_one_that_signed_is_noticed() throws Exception {
        Files.delete(folder.resolve("signing.key"));
        Files.delete(folder.resolve("signing.key.pub"));
        HeadKey.open(folder.resolve("signing.key"));
        assertThat(verify().faults())
                .extracting(LogFault::found)
                .contains("its signature is not one of this store's key");
    }

    @Test
    void a_day_dropped_by_retention_is_not_missed() throws Exception {
        clock.advance(Duration.ofDays(60));
        try (LogIndex index = open()) {
            index.housekeep();
            assertThat(index.stats().days()).isZero();
        }
        assertThat(verify().faults()).isEmpty();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path each : files.toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(each, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
