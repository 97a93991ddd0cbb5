package dev.nightjar.logindex;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
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
    private long segmentBytes = 4096;

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
        return WriteAheadLog.open(folder, segmentBytes, true, CLOCK, replay, Damages.of(directory, CLOCK), through);
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

    /** A segment as it is when the process is killed while its last record, from {@code last} on, is being written. */
    private record Killed(Path segment, byte[] bytes, int last, long durable) {}

    private Killed killed(ByteWriter beingWritten) throws IOException {
        try (WriteAheadLog log = open((first, payload) -> 1)) {
            for (int i = 0; i < 19; i++) {
                log.await(log.append(record(i), 1));
            }
            int last = (int) log.bytes();
            log.append(beingWritten, 1);
            return new Killed(largest(), Files.readAllBytes(largest()), last, DurableMark.read(folder));
        }
    }

    /** The log is that one segment, and lines up to {@code durable} are known to have been on the disk. */
    private void reset(Path segment, byte[] bytes, long durable) throws IOException {
        DurableFolder.deleteTree(folder);
        Files.deleteIfExists(new SegmentList(folder).file());
        DurableFolder.create(folder);
        Files.write(segment, bytes);
        try (DurableMark mark = DurableMark.open(folder)) {
            mark.set(durable);
        }
    }

    private byte[] kept(Path segment, int offset) throws IOException {
        return Files.readAllBytes(directory.resolve("damaged/" + segment.getFileName() + ".at-" + offset));
    }

    private Path largest() throws IOException {
        return DurableFolder.list(folder).stream()
                .max((a, b) -> Long.compare(a.toFile().length(), b.toFile().length()))
                .orElseThrow();
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
        assertThat(kept(segment, 2 * record)).isEqualTo(Arrays.copyOfRange(bytes, 2 * record, 3 * record));
        assertThat(reopen()).as("at the next start").hasSize(19);
        assertThat(told())
                .containsExactly("wal/" + segment.getFileName() + " at offset " + 2 * record + ": " + record
                        + " bytes of the write-ahead log fail their checksum: lines 3 to 3 are lost, as far as no block"
                        + " has them yet, unless the file is put back from a backup while the server is stopped; the"
                        + " bytes are kept in damaged/");
    }

    @Test
    void a_bit_flipped_anywhere_in_the_last_record_is_told_and_its_bytes_are_kept() throws IOException {
        write(20);
        Path segment = largest();
        byte[] bytes = Files.readAllBytes(segment);
        int last = bytes.length - WalRecord.HEADER - payload(19).length;
        for (boolean marked : new boolean[] {true, false}) {
            for (int bit = 8 * last; bit < 8 * bytes.length; bit++) {
                byte[] flipped = bytes.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                reset(segment, flipped, marked ? 20 : 0);
                assertThat(reopen()).as("bit %s", bit).hasSize(19);
                assertThat(kept(segment, last)).isEqualTo(Arrays.copyOfRange(flipped, last, flipped.length));
                assertThat(told())
                        .as("bit %s", bit)
                        .containsExactly("wal/" + segment.getFileName() + " at offset " + last + ": "
                                + (bytes.length - last) + " bytes of the write-ahead log fail their checksum: lines "
                                + (marked ? "20 to 20" : "from number 20 on")
                                + " are lost, as far as no block has them yet, unless "
                                + (marked ? "" : "the machine stopped while they were written, or ")
                                + "the file is put back from a backup while the server is stopped; the bytes are kept"
                                + " in damaged/");
            }
        }
    }

    @Test
    void a_record_that_a_kill_tore_at_any_byte_is_cut_off_and_no_damage() throws IOException {
        Killed killed = killed(record(19));
        for (int end = killed.last(); end < killed.bytes().length; end++) {
            reset(killed.segment(), Arrays.copyOf(killed.bytes(), end), 19);
            assertThat(reopen()).as("torn at %s", end).hasSize(19);
            assertThat(Files.size(killed.segment())).isEqualTo(killed.last());
            assertThat(told()).as("torn at %s", end).isEmpty();
            assertThat(directory.resolve("damaged")).doesNotExist();
        }
        reset(killed.segment(), killed.bytes(), 19);
        assertThat(reopen()).as("all of it was written").hasSize(20);
    }

    @Test
    void the_zeros_that_a_machine_leaves_in_place_of_a_record_are_cut_off_and_no_damage() throws IOException {
        segmentBytes = 1 << 20;
        byte[] payload = new byte[10_000];
        new Random(3).nextBytes(payload);
        Killed killed = killed(WalRecord.begin(new ByteWriter(64)).write(payload));
        for (int from : new int[] {killed.last(), 4096, 8192}) {
            for (int end : new int[] {killed.bytes().length, 12_288, 16_384}) {
                byte[] zeroed = Arrays.copyOf(Arrays.copyOf(killed.bytes(), from), end);
                reset(killed.segment(), zeroed, 0);
                assertThat(reopen()).as("zeros from %s to %s", from, end).hasSize(19);
                assertThat(told()).as("zeros from %s to %s", from, end).isEmpty();
            }
        }
    }

    @Test
    void of_what_was_known_to_be_on_the_disk_nothing_passes_for_a_torn_record() throws IOException {
        write(20);
        Path segment = largest();
        byte[] bytes = Files.readAllBytes(segment);
        int last = bytes.length - WalRecord.HEADER - payload(19).length;
        for (int end = last + 1; end < bytes.length; end++) {
            for (boolean zeros : new boolean[] {false, true}) {
                byte[] damaged = Arrays.copyOf(Arrays.copyOf(bytes, end), zeros ? bytes.length : end);
                reset(segment, damaged, 20);
                assertThat(reopen()).hasSize(19);
                assertThat(told())
                        .as("cut at %s", end)
                        .singleElement()
                        .satisfies(report -> assertThat(report).contains("lines 20 to 20 are lost"));
            }
        }
        reset(segment, Arrays.copyOf(bytes, last), 20);
        assertThat(reopen()).hasSize(19);
        assertThat(told())
                .containsExactly(
                        "wal the write-ahead log ends with line 19, and lines up to number 20 were on the disk:"
                                + " those that are in no block yet are lost");
    }

    @Test
    void a_page_of_zeros_with_a_whole_record_behind_it_is_told_and_the_record_is_read() throws IOException {
        write(20);
        Path segment = largest();
        byte[] bytes = Files.readAllBytes(segment);
        int record = WalRecord.HEADER + payload(0).length;
        Arrays.fill(bytes, 5 * record, 6 * record, (byte) 0);
        reset(segment, bytes, 0);
        assertThat(reopen()).hasSize(19).endsWith("record 19");
        assertThat(told())
                .singleElement()
                .satisfies(report -> assertThat(report).contains("lines 6 to 6 are lost"));
    }

    @Test
    void the_number_of_the_last_durable_line_outlives_a_kill_and_says_nothing_where_it_is_damaged() throws IOException {
        assertThat(DurableMark.read(folder)).isZero();
        assertThat(killed(record(19)).durable()).isEqualTo(19);
        write(1);
        long through = DurableMark.read(folder);
        assertThat(through).isPositive();
        Path mark = directory.resolve("wal.durable");
        byte[] bytes = Files.readAllBytes(mark);
        bytes[7] ^= 1;
        Files.write(mark, bytes);
        assertThat(DurableMark.read(folder)).isZero();
        Files.write(mark, new byte[3]);
        assertThat(DurableMark.read(folder)).isZero();
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
