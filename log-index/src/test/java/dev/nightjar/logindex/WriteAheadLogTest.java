package dev.nightjar.logindex;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteAheadLogTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);

    @TempDir
    Path directory;

    private Path folder = Path.of("");
    private long through;

    @BeforeEach
    void prepare() {
        folder = directory.resolve("wal");
    }

    private List<String> reopen() throws IOException {
        List<String> records = new ArrayList<>();
        open((first, payload) -> {
                    records.add(new String(payload, StandardCharsets.UTF_8));
                    return 1;
                })
                .close();
        return records;
    }

    private WriteAheadLog open(WriteAheadLog.Replay replay) throws IOException {
        return WriteAheadLog.open(folder, 4096, true, CLOCK, replay, Damages.of(directory, CLOCK), through);
    }

    /** What was told of damages, and forgets them. */
    private List<String> told() throws IOException {
        List<String> told = Damages.of(directory, CLOCK).list().stream()
                .map(report -> report.file() + " " + report.what())
                .toList();
        if (Files.exists(directory.resolve("damaged"))) {
            DurableFolder.deleteTree(directory.resolve("damaged"));
        }
        return told;
    }

    private static ByteWriter record(int number) {
        return WalRecord.begin(new ByteWriter(64)).write(payload(number));
    }

    private static byte[] payload(int number) {
        return ("record " + number).getBytes(StandardCharsets.UTF_8);
    }

    private void write(int records) throws IOException {
        try (WriteAheadLog log = open((first, payload) -> 1)) {
            for (int i = 0; i < records; i++) {
                log.await(log.append(record(i), 1));
            }
        }
    }

    private Path largest() throws IOException {
        return DurableFolder.list(folder).stream()
                .max((a, b) -> Long.compare(a.toFile().length(), b.toFile().length()))
                .orElseThrow();
    }

    @Test
    void a_tail_cut_anywhere_loses_only_the_records_it_touches() throws IOException {
        Random random = new Random(5);
        for (int round = 0; round < 50; round++) {
            Files.deleteIfExists(new SegmentList(folder).file());
            DurableFolder.create(folder);
            for (Path file : DurableFolder.list(folder)) {
                Files.delete(file);
            }
            write(20);
            Path segment = largest();
            byte[] bytes = Files.readAllBytes(segment);
            int cut = random.nextInt(bytes.length);
            Files.write(segment, java.util.Arrays.copyOf(bytes, cut));
            Files.deleteIfExists(new SegmentList(folder).file());
            for (Path file : DurableFolder.list(folder)) {
                if (!file.equals(segment)) {
                    Files.delete(file);
                }
            }
            List<String> records = reopen();
            int whole = 0;
            for (int end = 0; whole < 20; whole++) {
                end += WalRecord.HEADER + payload(whole).length;
                if (end > cut) {
                    break;
                }
            }
            assertThat(records).hasSize(whole);
            assertThat(reopen()).as("after the cut was repaired").isEqualTo(records);
        }
    }

    @Test
    void damage_to_what_was_durable_costs_no_more_than_its_record_and_is_told_with_file_and_offset()
            throws IOException {
        write(20);
        Path segment = largest();
        byte[] bytes = Files.readAllBytes(segment);
        int record = WalRecord.HEADER + payload(0).length;
        bytes[2 * record + WalRecord.HEADER + 2] ^= 1;
        Files.write(segment, bytes);
        assertThat(reopen()).hasSize(19).doesNotContain("record 2");
        assertThat(Files.readAllBytes(directory.resolve("damaged").resolve(segment.getFileName())))
                .isEqualTo(bytes);
        assertThat(told())
                .containsExactly("wal/" + segment.getFileName() + " at offset " + 2 * record + ": " + record
                        + " bytes of the write-ahead log fail their checksum: lines 3 to 3 are lost, as far as no block"
                        + " has them yet, unless the file is put back from a backup before the next start; a copy of it"
                        + " is kept in damaged/");
    }

    @Test
    void what_is_no_whole_record_at_the_end_is_cut_off_told_and_kept() throws IOException {
        write(20);
        Path segment = largest();
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length - 1] ^= 1;
        Files.write(segment, bytes);
        assertThat(reopen()).hasSize(19);
        assertThat(Files.readAllBytes(directory.resolve("damaged").resolve(segment.getFileName())))
                .isEqualTo(bytes);
        assertThat(told())
                .singleElement()
                .satisfies(
                        report -> assertThat(report)
                                .contains(" bytes of the write-ahead log are no whole record.")
                                .contains(
                                        "or they are damaged, and lines from number 20 on are lost. A copy is kept as damaged/"));
    }

    @Test
    void a_segment_that_is_missing_is_told_of_with_the_time_from_which_on_lines_are_lost() throws IOException {
        write(500);
        List<Path> segments = DurableFolder.list(folder);
        assertThat(segments).hasSizeGreaterThan(2);
        byte[] listed = Files.readAllBytes(new SegmentList(folder).file());
        for (int which : new int[] {0, 1, segments.size() - 1}) {
            byte[] bytes = Files.readAllBytes(segments.get(which));
            Files.delete(segments.get(which));
            Files.write(new SegmentList(folder).file(), listed);
            assertThat(reopen()).hasSizeLessThanOrEqualTo(500);
            assertThat(told())
                    .containsExactly("wal/" + segments.get(which).getFileName()
                            + " it is missing: this segment of the write-ahead log was begun at " + NOW
                            + ", and what it held of the lines that came from then on, until "
                            + (which == segments.size() - 1 ? "the process ended" : NOW)
                            + ", is lost, as far as no block has it yet");
            Files.write(segments.get(which), bytes);
        }
        assertThat(reopen()).hasSize(500);
        assertThat(told()).isEmpty();
    }

    @Test
    void a_log_that_ends_before_what_was_on_the_disk_is_told_of_and_its_numbers_are_not_used_again()
            throws IOException {
        write(20);
        through = 30;
        try (WriteAheadLog log = open((first, payload) -> 1)) {
            assertThat(log.nextSequence()).isEqualTo(31);
        }
        assertThat(told())
                .containsExactly(
                        "wal the write-ahead log ends with line 20, and lines up to number 30 were on the disk:"
                                + " those that are in no block yet are lost");
    }

    @Test
    void a_list_of_segments_that_is_not_whole_says_nothing() throws IOException {
        write(20);
        for (String text : new String[] {"", "x", "0000000000000077 2026-11-20T12:00:00Z\n00000000\n"}) {
            Files.writeString(new SegmentList(folder).file(), text);
            assertThat(reopen()).hasSize(20);
        }
    }

    @Test
    void segments_before_a_number_are_dropped_and_numbers_go_on() throws IOException {
        long next;
        try (WriteAheadLog log = open((first, payload) -> 1)) {
            for (int i = 0; i < 500; i++) {
                log.append(record(i), 1);
            }
            assertThat(log.dropBefore(log.nextSequence())).isTrue();
            assertThat(log.bytes()).isZero();
            next = log.nextSequence();
        }
        assertThat(reopen()).isEmpty();
        try (WriteAheadLog log = open((first, payload) -> 1)) {
            assertThat(log.nextSequence()).isEqualTo(next);
        }
    }
}
