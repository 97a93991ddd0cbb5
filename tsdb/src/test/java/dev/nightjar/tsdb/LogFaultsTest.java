package dev.nightjar.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.SeriesCursor;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.TimeRange;
import dev.nightjar.testkit.TestingClock;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to the log on the disk, by hand. */
class LogFaultsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final long START = NOW.minusSeconds(3600).toEpochMilli();
    private static final Labels UP = Labels.of("__name__", "up");

    @TempDir
    Path directory;

    @Test
    void a_tail_cut_off_anywhere_loses_only_what_was_cut() throws Exception {
        List<Long> ends = write(directory.resolve("whole"), 40);
        Random random = new Random(4);
        for (int round = 0; round < 12; round++) {
            Path copy = directory.resolve("cut" + round);
            Disks.copy(directory.resolve("whole-killed"), copy);
            Path log = Disks.logFiles(copy).getLast();
            long length = 32L + random.nextInt((int) Files.size(log) - 31);
            try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
                file.setLength(length);
            }
            long whole = ends.stream().filter(end -> end <= length).count();
            assertThat(times(copy)).as("cut to %s bytes", length).hasSize((int) whole);
        }
    }

    @Test
    void old_bytes_behind_the_tail_are_not_taken_for_new_ones() throws Exception {
        write(directory.resolve("whole"), 40);
        Path killed = directory.resolve("whole-killed");
        Path log = Disks.logFiles(killed).getLast();
        byte[] bytes = Files.readAllBytes(log);
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.seek(bytes.length);
            file.write(bytes, 32, bytes.length - 32);
        }
        assertThat(times(killed)).hasSize(40);
    }

    /** Taking a checksum at each of them would be a matter of ten minutes, not of milliseconds. */
    @Test
    void old_bytes_full_of_what_could_begin_a_block_are_none() throws Exception {
        write(directory.resolve("whole"), 40);
        Path killed = directory.resolve("whole-killed");
        try (RandomAccessFile file =
                new RandomAccessFile(Disks.logFiles(killed).getLast().toFile(), "rw")) {
            ByteBuffer old =
                    ByteBuffer.allocate(LogSegment.BYTES - (int) file.length()).order(ByteOrder.LITTLE_ENDIAN);
            while (old.remaining() >= 24) {
                old.putInt(old.remaining() / 2).putInt(0).putLong(50).putLong(-1);
            }
            file.seek(file.length());
            file.write(old.array());
        }
        assertThat(times(killed)).hasSize(40);
        assertThat(damage(killed)).isEmpty();
    }

    @Test
    void damage_in_the_middle_is_told_with_file_and_offset_and_all_else_is_there() throws Exception {
        List<Long> ends = write(directory.resolve("whole"), 40);
        Path killed = directory.resolve("whole-killed");
        Path log = Disks.logFiles(killed).getLast();
        long block = ends.get(19);
        flip(log, block + 18);
        List<Long> expected = times(directory.resolve("whole"));
        expected.remove(20);
        assertThat(times(killed)).isEqualTo(expected);
        assertThat(damage(killed))
                .containsExactly("log/000000000001.log at offset " + block
                        + ": the block there does not match its checksum, but one behind it does; entries 21 to 21 are lost;"
                        + " from offset " + block + " on the file is kept as damaged/000000000001.log.at-" + block);
        assertThat(times(killed)).as("after another start").isEqualTo(expected);
    }

    @Test
    void a_file_with_several_damages_is_kept_once_from_the_first_on() throws Exception {
        List<Long> ends = write(directory.resolve("whole"), 40);
        Path killed = directory.resolve("whole-killed");
        Path log = Disks.logFiles(killed).getLast();
        long first = ends.get(9);
        long second = ends.get(29);
        flip(log, first + 18);
        flip(log, second + 18);
        byte[] damagedFile = Files.readAllBytes(log);
        Path untouched = directory.resolve("untouched");
        Disks.copy(killed, untouched);
        List<Long> expected = times(directory.resolve("whole"));
        expected.remove(30);
        expected.remove(10);

        assertThat(times(killed)).isEqualTo(expected);

        String kept = "; from offset " + first + " on the file is kept as damaged/000000000001.log.at-" + first;
        assertThat(damage(killed))
                .satisfiesExactly(
                        one -> assertThat(one)
                                .startsWith("log/000000000001.log at offset " + first + ":")
                                .endsWith("entries 11 to 11 are lost" + kept),
                        other -> assertThat(other)
                                .startsWith("log/000000000001.log at offset " + second + ":")
                                .endsWith("entries 31 to 31 are lost" + kept));
        assertThat(keptOf(killed)).containsExactly("000000000001.log.at-" + first);
        assertThat(killed.resolve("damaged/000000000001.log.at-" + first))
                .hasBinaryContent(Arrays.copyOfRange(damagedFile, (int) first, damagedFile.length));

        // As after a start that ended before its checkpoint.
        Disks.copy(killed.resolve("damaged"), untouched.resolve("damaged"));
        assertThat(times(untouched)).isEqualTo(expected);
        assertThat(damage(untouched)).hasSize(2);
        assertThat(keptOf(untouched)).hasSize(1);
    }

    private static List<String> keptOf(Path store) throws IOException {
        try (Stream<Path> files = Files.list(store.resolve("damaged"))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.contains(".log"))
                    .toList();
        }
    }

    @Test
    void a_log_without_a_header_is_read_by_its_blocks() throws Exception {
        write(directory.resolve("whole"), 40);
        Path killed = directory.resolve("whole-killed");
        flip(Disks.logFiles(killed).getLast(), 3);
        assertThat(times(killed)).hasSize(40);
        assertThat(damage(killed)).singleElement().asString().contains("at offset 0: it has no valid header");
    }

    @Test
    void a_missing_file_is_told_of() throws Exception {
        write(directory.resolve("a"), 5);
        Path killed = directory.resolve("a-killed");
        write(killed, 5);
        Path killedAgain = directory.resolve("a-killed-killed");
        List<Path> logs = Disks.logFiles(killedAgain);
        assertThat(logs).hasSize(2);
        Files.delete(logs.getFirst());

        assertThat(times(killedAgain))
                .as("nothing says which series the other file means")
                .isEmpty();
        assertThat(damage(killedAgain)).singleElement().asString().startsWith("head there is no head in it");
    }

    @Test
    void the_newest_file_is_missed_too_with_the_time_from_which_on_samples_are_lost() throws Exception {
        write(directory.resolve("a"), 5);
        write(directory.resolve("a-killed"), 8);
        Path killed = directory.resolve("a-killed-killed");
        Files.delete(Disks.logFiles(killed).getLast());

        assertThat(times(killed)).hasSize(5);
        assertThat(damage(killed))
                .containsExactly("log/000000000002.log at offset 0: it is missing; it was begun at " + NOW
                        + " with entry 6: samples that came from then on, until the process ended, are lost");
        assertThat(times(killed)).as("after another start").hasSize(5);
        assertThat(damage(killed)).as("told once").hasSize(1);
    }

    @Test
    void a_log_that_is_missing_as_a_whole_is_told_of() throws Exception {
        write(directory.resolve("a"), 5);
        Path killed = directory.resolve("a-killed");
        FileTree.delete(killed.resolve("log"));

        assertThat(times(killed)).isEmpty();
        assertThat(damage(killed))
                .singleElement()
                .asString()
                .contains("log/000000000001.log")
                .contains("it is missing");
    }

    @Test
    void a_newest_file_of_zeros_is_not_taken_for_one_just_begun() throws Exception {
        write(directory.resolve("a"), 5);
        Path killed = directory.resolve("a-killed");
        Path log = Disks.logFiles(killed).getLast();
        Files.write(log, new byte[(int) Files.size(log)]);

        assertThat(times(killed)).isEmpty();
        assertThat(damage(killed))
                .singleElement()
                .asString()
                .contains("it has no valid header and no whole block; it was begun at " + NOW);
    }

    @Test
    void a_damaged_note_of_the_newest_file_says_nothing() throws Exception {
        write(directory.resolve("a"), 5);
        Path killed = directory.resolve("a-killed");
        for (String text : new String[] {"", "2 6", "9 6 2026-11-20T12:00:00Z 1\n", "x"}) {
            Files.writeString(killed.resolve("log.newest"), text);
            assertThat(times(killed)).hasSize(5);
            assertThat(damage(killed)).isEmpty();
        }
    }

    private static void flip(Path file, long at) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            int old = bytes.read();
            bytes.seek(at);
            bytes.write(old ^ 1);
        }
    }

    private static List<String> damage(Path store) {
        try (Tsdb tsdb = open(store)) {
            return tsdb.admin().damage().stream()
                    .map(report -> report.file() + " " + report.what())
                    .toList();
        }
    }

    /** Writes one sample a batch; the files as they are before closing go to a directory with "-killed" at its name's end. */
    private List<Long> write(Path store, int batches) throws Exception {
        List<Long> ends = new ArrayList<>();
        try (Tsdb tsdb = open(store)) {
            for (int i = 0; i < batches; i++) {
                tsdb.append(SampleBatch.builder()
                        .series(UP)
                        .sample(START + i * 1000L, i)
                        .build());
                ends.add(tsdb.stats().logBytes());
            }
            Disks.copy(store, store.resolveSibling(store.getFileName() + "-killed"));
        }
        return ends;
    }

    private static Tsdb open(Path store) {
        return Tsdb.open(store, TsdbConfig.DEFAULTS, new TestingClock(NOW));
    }

    private static List<Long> times(Path store) {
        List<Long> times = new ArrayList<>();
        try (Tsdb tsdb = open(store);
                SeriesCursor cursor = tsdb.select(new SeriesSelection(List.of(), TimeRange.ALL))) {
            SampleBuffer buffer = new SampleBuffer();
            while (cursor.next()) {
                cursor.read(buffer);
            }
            for (int i = 0; i < buffer.size(); i++) {
                times.add(buffer.timestampMillis(i));
            }
        }
        return times;
    }
}
