package dev.nightjar.web.remoteread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.StaleMarker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XorChunkTest {
    private static List<TestingXorReader.Sample> packedAndRead(long[] times, double[] values) {
        XorChunk chunk = new XorChunk();
        chunk.clear();
        for (int i = 0; i < times.length; i++) {
            chunk.add(times[i], values[i]);
        }
        return TestingXorReader.read(Arrays.copyOf(chunk.array(), chunk.size()));
    }

    private static List<TestingXorReader.Sample> expected(long[] times, double[] values) {
        List<TestingXorReader.Sample> samples = new ArrayList<>();
        for (int i = 0; i < times.length; i++) {
            samples.add(new TestingXorReader.Sample(times[i], Double.doubleToRawLongBits(values[i])));
        }
        return samples;
    }

    /** Worked out by hand from the encoding's definition. */
    @Test
    void the_bytes_are_those_of_prometheus() {
        XorChunk chunk = new XorChunk();
        chunk.clear();
        chunk.add(1000, 1);
        chunk.add(2000, 1);
        chunk.add(3000, 2);

        assertThat(HexFormat.of().formatHex(Arrays.copyOf(chunk.array(), chunk.size())))
                .isEqualTo("0003d00f3ff0000000000000e8073097ffc0");
    }

    @Test
    void every_width_of_a_change_in_pace_comes_back() {
        long[] times = {-5, 10, 20, 20 + 8192 + 10, 30_000, 200_000, 200_001, 5_000_000_000_000L, 5_000_000_000_001L};
        double[] values = {0, -0.0, 1, StaleMarker.VALUE, Double.NaN, Double.MAX_VALUE, Double.MIN_VALUE, 1e-9, 42};

        assertThat(packedAndRead(times, values)).isEqualTo(expected(times, values));
    }

    @ParameterizedTest
    @ValueSource(longs = {8191, 8192, -8191, 65_536, -65_535, 65_537, 524_288, -524_287, 524_289, -524_289})
    void the_edges_of_each_width_come_back(long change) {
        long[] times = {0, 1_000_000, 2_000_000 + change, 3_000_000 + 2 * change};
        double[] values = {1, 2, 3, 4};

        assertThat(packedAndRead(times, values)).isEqualTo(expected(times, values));
    }

    @Test
    void random_samples_come_back() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            long[] times = new long[XorChunk.MOST_SAMPLES];
            double[] values = new double[times.length];
            long time = random.nextLong(1L << 42);
            for (int i = 0; i < times.length; i++) {
                time += 1 + random.nextLong(1L << random.nextInt(1, 30));
                times[i] = time;
                values[i] = switch (random.nextInt(3)) {
                    case 0 -> random.nextInt(100);
                    case 1 -> random.nextGaussian();
                    default -> Double.longBitsToDouble(random.nextLong());
                };
            }
            assertThat(packedAndRead(times, values)).isEqualTo(expected(times, values));
        }
    }
}
