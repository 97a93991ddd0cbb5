package dev.nightjar.ingest.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.NativeHistogram.ResetHint;
import dev.nightjar.model.StaleMarker;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramChunkTest {
    private static List<String> decode(byte[] bytes, int encoding) {
        List<String> found = new ArrayList<>();
        new HistogramChunk(bytes, encoding).decode(new HistogramChunk.Taker() {
            @Override
            public void histogram(long time, NativeHistogram histogram) {
                found.add(time + " " + histogram);
            }

            @Override
            public void stale(long time) {
                found.add(time + " stale");
            }
        });
        return found;
    }

    private static NativeHistogram histogram(
            ResetHint hint, double count, double sum, double zero, HistogramBuckets above, HistogramBuckets below) {
        return new NativeHistogram(3, hint, count, sum, 0.25, zero, above, below);
    }

    private static HistogramBuckets buckets(int first, double... counts) {
        int[] indices = new int[counts.length];
        for (int i = 0; i < counts.length; i++) {
            indices[i] = first + i;
        }
        return HistogramBuckets.of(indices, counts);
    }

    /** Layout of schema 3, zero threshold 1/4, positive buckets -2 to 0 and 300, a negative one at 5. */
    private static WrittenBits layout(int samples, int flags) {
        return new WrittenBits()
                .raw(samples, 16)
                .raw(flags << 6, 8)
                .raw(243 - 1, 8)
                .signed(3)
                .unsigned(2)
                .unsigned(3)
                .signed(-2)
                .unsigned(1)
                .signed(299)
                .unsigned(1)
                .unsigned(1)
                .signed(5);
    }

    private static byte[] whole(int flags) {
        return layout(4, flags)
                .signed(1_700_000_000_000L)
                .unsigned(20)
                .unsigned(1)
                .number(7.5)
                .signed(4)
                .signed(2)
                .signed(-6)
                .signed(3)
                .signed(6)
                // a step of 15 s; one more in the first bucket, 100,000 more in the last
                .signed(15_000)
                .signed(100_001)
                .signed(0)
                .differing(7.5, 9)
                .signed(1)
                .signed(-1)
                .signed(0)
                .signed(100_000)
                .signed(0)
                // the same step; nothing changes any more
                .signed(0)
                .signed(-100_001)
                .signed(0)
                .differing(9, 9)
                .signed(-1)
                .signed(1)
                .signed(0)
                .signed(-100_000)
                .signed(0)
                // the end of the series: no buckets follow
                .signed(10)
                .signed(0)
                .signed(0)
                .differing(9, StaleMarker.VALUE)
                .bytes();
    }

    @Test
    void whole_counts_are_differences_of_differences_of_differences() {
        HistogramBuckets below = buckets(5, 6);
        HistogramBuckets first = HistogramBuckets.of(new int[] {-2, -1, 300}, new double[] {4, 6, 3});
        HistogramBuckets then = HistogramBuckets.of(new int[] {-2, -1, 300}, new double[] {5, 6, 100_003});

        assertThat(decode(whole(2), HistogramChunk.WHOLE_ENCODING))
                .containsExactly(
                        1_700_000_000_000L + " " + histogram(ResetHint.RESET, 20, 7.5, 1, first, below),
                        1_700_000_015_000L + " " + histogram(ResetHint.NO_RESET, 100_021, 9, 1, then, below),
                        1_700_000_030_000L + " " + histogram(ResetHint.NO_RESET, 100_021, 9, 1, then, below),
                        "1700000045010 stale");
    }

    @Test
    void the_chunk_says_what_is_known_of_resets() {
        assertThat(decode(whole(3), HistogramChunk.WHOLE_ENCODING))
                .element(1)
                .asString()
                .endsWith("GAUGE}");
        assertThat(decode(whole(1), HistogramChunk.WHOLE_ENCODING))
                .element(0)
                .asString()
                .endsWith("NO_RESET}");
        assertThat(decode(whole(0), HistogramChunk.WHOLE_ENCODING))
                .element(0)
                .asString()
                .doesNotContain("RESET");
    }

    @Test
    void fractions_and_bounds_of_its_own_come_as_they_are() {
        byte[] bytes = new WrittenBits()
                .raw(2, 16)
                .raw(0, 8)
                .raw(0, 8)
                .signed(NativeHistogram.CUSTOM_BOUNDS)
                .unsigned(1)
                .unsigned(3)
                .signed(0)
                .unsigned(0)
                .unsigned(2)
                .unsigned(251)
                .unsigned(0)
                .number(1 / 3.0)
                .signed(1000)
                .number(1.5)
                .number(0)
                .number(0.7)
                .number(1)
                .number(0)
                .number(0.5)
                .signed(500)
                .differing(1.5, 1.75)
                .differing(0, 0)
                .differing(0.7, 0.7)
                .differing(1, 1.25)
                .differing(0, 0)
                .differing(0.5, 0.5)
                .bytes();

        double[] bounds = {0.25, 1 / 3.0};
        HistogramBuckets first = HistogramBuckets.of(new int[] {0, 2}, new double[] {1, 0.5});
        HistogramBuckets then = HistogramBuckets.of(new int[] {0, 2}, new double[] {1.25, 0.5});
        assertThat(decode(bytes, HistogramChunk.FRACTION_ENCODING))
                .containsExactly(
                        "1000 " + NativeHistogram.withBounds(bounds, ResetHint.UNKNOWN, 1.5, 0.7, first),
                        "1500 " + NativeHistogram.withBounds(bounds, ResetHint.NO_RESET, 1.75, 0.7, then));
    }

    @Test
    void random_damage_is_refused_or_decodes_but_never_escapes() {
        Random random = new Random(3);
        int understood = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = whole(random.nextInt(4));
            for (int k = random.nextInt(3); k >= 0; k--) {
                damaged[2 + random.nextInt(damaged.length - 2)] = (byte) random.nextInt(256);
            }
            try {
                understood += decode(damaged, 2 + random.nextInt(2)).size();
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
        assertThat(understood).isPositive();
    }
}
