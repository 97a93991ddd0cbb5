package dev.nightjar.tsdb.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.StaleMarker;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ChunkCodecTest {
    private static final long FIRST = 1_790_000_000_000L;
    private final ChunkCodec codec = new ChunkCodec();

    @Property(tries = 3000)
    void any_values_come_back_bit_for_bit_and_take_little_more_than_their_own_size(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 700) int count) {
        Random random = new Random(seed);
        double[] values = ChunkSamples.values(random, count);
        long[] times = ChunkSamples.times(random, count, FIRST);

        ByteSink bytes = encode(times, values);

        assertSame(bytes, times, values);
        int valueBytes = bytes.size() - encode(times, new double[count]).size();
        assertThat(valueBytes).isLessThanOrEqualTo(8 * count + 40);
    }

    @Test
    void chunks_lie_behind_one_another() {
        long[] times = {FIRST, FIRST + 7, FIRST + 20};
        double[] values = {1, 2.5, StaleMarker.VALUE};
        ByteSink bytes = encode(times, values);
        codec.encode(times, values, 0, 3, bytes);

        ByteSource in = new ByteSource().over(bytes.bytes(), 0, bytes.size());
        long[] gotTimes = new long[6];
        double[] gotValues = new double[6];
        codec.decode(in, FIRST, gotTimes, gotValues, 0);
        codec.decode(in, FIRST, gotTimes, gotValues, 3);

        assertThat(in.remaining()).isZero();
        assertThat(Arrays.copyOfRange(gotTimes, 3, 6)).containsExactly(times);
        assertThat(Double.doubleToRawLongBits(gotValues[5])).isEqualTo(StaleMarker.BITS);
    }

    @Test
    void what_a_scraper_sends_takes_few_bits() {
        assertThat(bytesPerSample(i -> 42.5)).isLessThan(0.04);
        assertThat(bytesPerSample(i -> 1e6 + 20 * i)).isLessThan(0.06);
        assertThat(bytesPerSample(i -> i == 300 ? 0 : i < 300 ? 5e6 + 15 * i : 15 * (i - 300.0)))
                .isLessThan(0.1);
        Random random = new Random(7);
        assertThat(bytesPerSample(i -> Math.round(random.nextDouble() * 1e4) / 100.0))
                .isLessThan(1.9);
        assertThat(bytesPerSample(i -> 4096.0 * random.nextInt(1 << 20))).isLessThan(2.7);
        assertThat(bytesPerSample(i -> i % 100 == 0 ? Double.NaN : random.nextInt(8) / 10.0))
                .isLessThan(0.6);
    }

    @Test
    void jittered_timestamps_take_the_bits_of_their_jitter() {
        Random random = new Random(3);
        long[] times = new long[480];
        for (int i = 0; i < 480; i++) {
            times[i] = FIRST + 15_000L * i + random.nextInt(41) - 20;
        }
        assertThat(encode(times, new double[480]).size() / 480.0).isLessThan(0.85);
    }

    @Property(tries = 3000)
    void damaged_bytes_are_refused_or_decode_to_something_but_never_escape(@ForAll long seed) {
        Random random = new Random(seed);
        int count = 1 + random.nextInt(60);
        ByteSink bytes = encode(ChunkSamples.times(random, count, FIRST), ChunkSamples.values(random, count));
        byte[] damaged = Arrays.copyOf(bytes.bytes(), bytes.size());
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
        int length = random.nextBoolean() ? damaged.length : random.nextInt(damaged.length);

        try {
            ByteSource in = new ByteSource().over(Arrays.copyOf(damaged, length), 0, length);
            int found = codec.count(in);
            assertThat(codec.decode(in, FIRST, new long[found], new double[found], 0))
                    .isEqualTo(found);
        } catch (DamagedBytesException e) {
            assertThat(e).hasMessageContaining("damaged at byte ");
        }
    }

    @Test
    void an_unknown_kind_is_named() {
        assertThatThrownBy(() -> codec.count(new ByteSource().over(new byte[] {9, 0, 0}, 0, 3)))
                .hasMessage("damaged at byte 1 of 3: a chunk of kind 9, this version knows kind 1");
    }

    private double bytesPerSample(IntToDoubleFunction value) {
        double[] values = new double[480];
        Arrays.setAll(values, value);
        long[] times = new long[480];
        Arrays.setAll(times, i -> FIRST + 15_000L * i);
        ByteSink bytes = encode(times, values);
        assertSame(bytes, times, values);
        return bytes.size() / 480.0;
    }

    private ByteSink encode(long[] times, double[] values) {
        ByteSink out = new ByteSink(16);
        codec.encode(times, values, 0, times.length, out);
        return out;
    }

    private void assertSame(ByteSink bytes, long[] times, double[] values) {
        ByteSource in = new ByteSource().over(Arrays.copyOf(bytes.bytes(), bytes.size()), 0, bytes.size());
        assertThat(codec.lastMillis(in, times[0])).isEqualTo(times[times.length - 1]);
        long[] gotTimes = new long[times.length];
        double[] gotValues = new double[times.length];
        assertThat(codec.decode(in, times[0], gotTimes, gotValues, 0)).isEqualTo(times.length);
        assertThat(in.remaining()).isZero();
        assertThat(gotTimes).containsExactly(times);
        for (int i = 0; i < values.length; i++) {
            assertThat(Double.doubleToRawLongBits(gotValues[i]))
                    .as("value %d of %d", i, values.length)
                    .isEqualTo(Double.doubleToRawLongBits(values[i]));
        }
    }
}
