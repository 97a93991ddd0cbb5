package dev.nightjar.logindex;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EncodingTest {
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
