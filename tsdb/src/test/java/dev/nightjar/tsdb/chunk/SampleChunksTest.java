package dev.nightjar.tsdb.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.NativeHistogram.ResetHint;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.testkit.RandomHistograms;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SampleChunksTest {
    private static final long FIRST = 1_790_000_000_000L;
    private final SampleChunks chunks = new SampleChunks();

    @Property(tries = 1000)
    void any_histograms_with_any_starts_come_back(@ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int count) {
        SampleBuffer samples = histograms(new Random(seed), count);

        assertSame(encode(samples), samples);
    }

    @Property(tries = 1000)
    void numbers_with_any_starts_come_back(@ForAll long seed, @ForAll @IntRange(min = 1, max = 600) int count) {
        Random random = new Random(seed);
        long[] times = ChunkSamples.times(random, count, FIRST);
        double[] values = ChunkSamples.values(random, count);
        SampleBuffer samples = new SampleBuffer();
        for (int i = 0; i < count; i++) {
            samples.add(times[i], values[i]);
        }
        addStarts(random, samples);

        assertSame(encode(samples), samples);
    }

    @Property(tries = 1000)
    void rows_come_back_against_the_one_before(@ForAll long seed) {
        SampleBuffer samples = histograms(new Random(seed), 30);
        ByteSink out = new ByteSink(64);
        NativeHistogram before = null;
        for (int i = 0; i < samples.size(); i++) {
            NativeHistogram histogram = Objects.requireNonNull(samples.histogram(i));
            HistogramRow.write(before, histogram, out);
            before = histogram;
        }

        ByteSource in = new ByteSource().over(out.bytes(), 0, out.size());
        before = null;
        for (int i = 0; i < samples.size(); i++) {
            before = HistogramRow.read(before, in);
            assertThat(before).isEqualTo(samples.histogram(i));
        }
        assertThat(in.remaining()).isZero();
    }

    @Property(tries = 3000)
    void damaged_bytes_are_refused_or_decode_to_something_but_never_escape(@ForAll long seed) {
        Random random = new Random(seed);
        ByteSink bytes = encode(histograms(random, 1 + random.nextInt(40)));
        byte[] damaged = Arrays.copyOf(bytes.bytes(), bytes.size());
        for (int i = random.nextInt(3); i >= 0; i--) {
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
        }
        int length = random.nextBoolean() ? damaged.length : random.nextInt(damaged.length);

        ByteSource in = new ByteSource().over(Arrays.copyOf(damaged, length), 0, length);
        try {
            chunks.lastMillis(in, FIRST);
            SampleBuffer found = new SampleBuffer();
            chunks.decode(in, FIRST, found);
            assertThat(found.size()).isPositive();
        } catch (DamagedBytesException e) {
            assertThat(e).hasMessageContaining("damaged at byte ");
        }
    }

    @Test
    void a_constant_start_takes_a_few_bytes_and_a_delta_counter_s_little_more() {
        SampleBuffer plain = new SampleBuffer();
        SampleBuffer constant = new SampleBuffer();
        SampleBuffer delta = new SampleBuffer();
        for (int i = 0; i < 480; i++) {
            plain.add(FIRST + 15_000L * i, i);
            constant.add(FIRST + 15_000L * i, i);
            constant.startMillis(i, FIRST - 123_456_789);
            delta.add(FIRST + 15_000L * i, i);
            delta.startMillis(i, FIRST + 15_000L * (i - 1));
        }

        assertThat(encode(constant).size() - encode(plain).size()).isLessThanOrEqualTo(8);
        assertThat(encode(delta).size() - encode(plain).size()).isLessThanOrEqualTo(40);
    }

    @Test
    void a_bucket_that_comes_late_and_a_change_of_schema_cost_little() {
        SampleBuffer even = new SampleBuffer();
        SampleBuffer changing = new SampleBuffer();
        for (int i = 0; i < 200; i++) {
            even.add(FIRST + 15_000L * i, histogram(3, i, 10));
            changing.add(FIRST + 15_000L * i, histogram(i < 100 ? 3 : 2, i, i < 50 ? 9 : 10));
        }

        assertThat(encode(even).size()).isLessThan(140);
        assertThat(encode(changing).size()).isLessThan(300);
        assertSame(encode(changing), changing);
    }

    private static NativeHistogram histogram(int schema, int observations, int buckets) {
        int[] indices = new int[buckets];
        double[] counts = new double[buckets];
        Arrays.setAll(indices, i -> i - 4);
        Arrays.fill(counts, observations + 1);
        return new NativeHistogram(
                schema,
                ResetHint.NO_RESET,
                (observations + 1) * buckets,
                7 * observations,
                1e-128,
                0,
                HistogramBuckets.of(indices, counts),
                HistogramBuckets.NONE);
    }

    private static SampleBuffer histograms(Random random, int count) {
        SampleBuffer samples = new SampleBuffer();
        RandomHistograms histograms = new RandomHistograms(random);
        long[] times = ChunkSamples.times(random, count, FIRST);
        for (int i = 0; i < count; i++) {
            if (random.nextInt(100) == 0) {
                histograms = new RandomHistograms(random);
            }
            samples.add(times[i], histograms.next());
        }
        addStarts(random, samples);
        return samples;
    }

    private static void addStarts(Random random, SampleBuffer samples) {
        int kind = random.nextInt(4);
        for (int i = 0; i < samples.size() && kind > 0; i++) {
            samples.startMillis(i, kind == 1 ? FIRST - 5 : kind == 2 ? random.nextLong() : FIRST * (i / 70 % 3));
        }
    }

    private ByteSink encode(SampleBuffer samples) {
        ByteSink out = new ByteSink(16);
        chunks.encode(samples, 0, samples.size(), out);
        return out;
    }

    private void assertSame(ByteSink bytes, SampleBuffer samples) {
        ByteSource in = new ByteSource().over(Arrays.copyOf(bytes.bytes(), bytes.size()), 0, bytes.size());
        assertThat(chunks.lastMillis(in, samples.timestampMillis(0)))
                .isEqualTo(samples.timestampMillis(samples.size() - 1));
        SampleBuffer found = new SampleBuffer();
        chunks.decode(in, samples.timestampMillis(0), found);
        assertThat(in.remaining()).isZero();
        assertThat(found.size()).isEqualTo(samples.size());
        for (int i = 0; i < samples.size(); i++) {
            assertThat(found.timestampMillis(i)).isEqualTo(samples.timestampMillis(i));
            assertThat(Double.doubleToRawLongBits(found.value(i)))
                    .isEqualTo(Double.doubleToRawLongBits(samples.value(i)));
            assertThat(found.histogram(i)).as("histogram %s", i).isEqualTo(samples.histogram(i));
            assertThat(found.startMillis(i)).isEqualTo(samples.startMillis(i));
        }
    }
}
