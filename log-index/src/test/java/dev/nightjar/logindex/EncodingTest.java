package dev.nightjar.logindex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.LogSelection.LineFilter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncodingTest {
    @TempDir
    Path folder;

    @Property(tries = 300)
    void packed_numbers_come_back(@ForAll @Size(max = 300) List<Long> numbers) {
        long[] values = numbers.stream().mapToLong(Long::longValue).toArray();
        ByteWriter out = new ByteWriter(16);
        PackedLongs.write(out, values, values.length);
        ByteReader in = new ByteReader(out.toBytes());
        assertThat(PackedLongs.read(in)).isEqualTo(values);
        assertThat(in.remaining()).isZero();
    }

    @Property(tries = 300)
    void ascending_times_come_back(@ForAll @Size(min = 1, max = 300) List<Integer> values) {
        long[] times =
                values.stream().mapToLong(value -> value * 1_000_000L).sorted().toArray();
        ByteWriter out = new ByteWriter(16);
        Timestamps.write(out, times, times.length);
        assertThat(Timestamps.read(new ByteReader(out.toBytes()), times.length)).isEqualTo(times);
    }

    @Test
    void regular_times_cost_next_to_nothing() {
        long[] times = new long[1000];
        Arrays.setAll(times, i -> 1_795_000_000_000_000_000L + i * 250_000_000L);
        ByteWriter out = new ByteWriter(16);
        Timestamps.write(out, times, times.length);
        assertThat(out.size()).isLessThan(30);
    }

    private static Lines block(String... texts) {
        OpenBlock block = new OpenBlock(new BlockArrays(), 0, 0);
        for (int i = 0; i < texts.length; i++) {
            byte[] bytes = texts[i].getBytes(StandardCharsets.UTF_8);
            block.add(i, i, bytes, 0, bytes.length, dev.nightjar.model.Labels.EMPTY, Level.UNKNOWN);
        }
        return block.view();
    }

    /** Enough blocks that groups are transposed, and then some that are not; committed and opened again. */
    @Test
    void signatures_name_every_block_that_holds_a_needle() throws Exception {
        int blocks = 2 * SignatureGroup.BLOCKS + SignatureSquare.BLOCKS + 36;
        Random random = new Random(2);
        String[] texts = new String[blocks];
        try (SignatureIndex index = SignatureIndex.open(folder, 0, 0)) {
            for (int i = 0; i < blocks; i++) {
                texts[i] = "user " + Long.toHexString(random.nextLong()) + " of block " + i;
                index.add(i, Signature.of(block(texts[i], "second line")));
            }
            index.commit(1);
        }
        long length = folder.resolve("signatures.dat").toFile().length();
        assertThat(length).isPositive();
        try (SignatureIndex index = SignatureIndex.open(folder, length, 1)) {
            for (int i = 0; i < blocks; i += 97) {
                BitSet found = java.util.Objects.requireNonNull(
                        index.candidates(List.of(new LineFilter.Contains(texts[i].substring(5, 15), false))));
                assertThat(found.get(i)).as("block " + i).isTrue();
                assertThat(found.cardinality()).isLessThan(20);
            }
            assertThat(index.candidates(List.of(new LineFilter.Contains("abc", false))))
                    .as("too short for a gram: every block")
                    .isNull();
        }
    }

    @Test
    void levels_are_found_in_fields_and_words() {
        assertThat(level("{\"msg\":\"level\",\"level\":\"WARN\"}")).isEqualTo(Level.WARN);
        assertThat(level("ts=1 level=error msg=\"info\"")).isEqualTo(Level.ERROR);
        assertThat(level("2026-11-21 12:00:00 INFO started without error")).isEqualTo(Level.INFO);
        assertThat(level("Exception: out of memory")).isEqualTo(Level.UNKNOWN);
        assertThat(level("[FATAL] disk gone")).isEqualTo(Level.FATAL);
        assertThat(level("")).isEqualTo(Level.UNKNOWN);
    }

    private static Level level(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return LevelDetector.of(bytes, 0, bytes.length);
    }
}
