package dev.nightjar.logindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    @BeforeEach
    void prepare() {
        folder = directory.resolve("wal");
    }

    private List<String> reopen() throws IOException {
        List<String> records = new ArrayList<>();
        WriteAheadLog.open(folder, 4096, true, CLOCK, (first, payload) -> {
                    records.add(new String(payload, StandardCharsets.UTF_8));
                    return 1;
                })
                .close();
        return records;
    }

    private static ByteWriter record(int number) {
        return WalRecord.begin(new ByteWriter(64)).write(payload(number));
    }

    private static byte[] payload(int number) {
        return ("record " + number).getBytes(StandardCharsets.UTF_8);
    }

    private void write(int records) throws IOException {
        try (WriteAheadLog log = WriteAheadLog.open(folder, 4096, true, CLOCK, (first, payload) -> 1)) {
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
    void damage_to_what_was_durable_is_reported_with_file_and_offset() throws IOException {
        write(20);
        Path segment = largest();
        byte[] bytes = Files.readAllBytes(segment);
        int third = 2 * (WalRecord.HEADER + payload(0).length);
        bytes[third + WalRecord.HEADER + 2] ^= 1;
        Files.write(segment, bytes);
        assertThatThrownBy(this::reopen)
                .isInstanceOf(LogIndexException.class)
                .hasMessage(
                        segment + " at offset " + third + ": a record of the write-ahead log fails its checksum; the"
                                + " bytes were changed after they were written, restore the file from a backup");
    }

    @Test
    void a_segment_that_is_missing_stops_the_start_which_says_what_is_lost_and_how_to_go_on() throws IOException {
        write(500);
        List<Path> segments = DurableFolder.list(folder);
        assertThat(segments).hasSizeGreaterThan(2);
        Path list = new SegmentList(folder).file();
        byte[] listed = Files.readAllBytes(list);
        for (int which : new int[] {0, 1, segments.size() - 1}) {
            byte[] bytes = Files.readAllBytes(segments.get(which));
            Files.delete(segments.get(which));
            assertThatThrownBy(this::reopen)
                    .isInstanceOf(LogIndexException.class)
                    .hasMessage(segments.get(which) + " is missing: this segment of the write-ahead log was begun at "
                            + NOW
                            + ", and what it held of the lines that came from then on, until "
                            + (which == segments.size() - 1 ? "the process ended" : NOW)
                            + ", is lost unless the file is put back; to start without those lines delete " + list);
            assertThat(Files.readAllBytes(list)).isEqualTo(listed);
            Files.write(segments.get(which), bytes);
        }
        assertThat(reopen()).hasSize(500);
        Files.delete(segments.get(1));
        Files.delete(list);
        assertThat(reopen()).hasSizeBetween(1, 499);
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
        try (WriteAheadLog log = WriteAheadLog.open(folder, 4096, true, CLOCK, (first, payload) -> 1)) {
            for (int i = 0; i < 500; i++) {
                log.append(record(i), 1);
            }
            assertThat(log.dropBefore(log.nextSequence())).isTrue();
            assertThat(log.bytes()).isZero();
            next = log.nextSequence();
        }
        assertThat(reopen()).isEmpty();
        try (WriteAheadLog log = WriteAheadLog.open(folder, 4096, true, CLOCK, (first, payload) -> 1)) {
            assertThat(log.nextSequence()).isEqualTo(next);
        }
    }
}
