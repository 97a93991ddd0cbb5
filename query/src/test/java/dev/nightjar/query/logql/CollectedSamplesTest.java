package dev.nightjar.query.logql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollectedSamplesTest {
    private final Random random = new Random(7);

    /** Values are the places at which the times came. */
    private static CollectedSamples of(long[] times) {
        CollectedSamples samples = new CollectedSamples();
        for (int i = 0; i < times.length; i++) {
            samples.add(times[i], i);
        }
        return samples;
    }

    private static void assertOrdered(CollectedSamples.Ordered ordered, long[] times, LongUnaryOperator by) {
        int[] expected = IntStream.range(0, times.length)
                .boxed()
                .sorted(Comparator.comparingLong(i -> by.applyAsLong(times[i])))
                .mapToInt(Integer::intValue)
                .toArray();
        assertThat(ordered.values())
                .containsExactly(IntStream.of(expected).asDoubleStream().toArray());
        assertThat(ordered.times())
                .containsExactly(IntStream.of(expected).mapToLong(i -> times[i]).toArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 17, 200, 8191, 8192, 8193, 30_000})
    void samples_come_by_slice_or_by_time_and_otherwise_as_they_came(int size) {
        for (int round = 0; round < 5; round++) {
            long start = random.nextLong(-25, 25);
            long slice = random.nextLong(1, 31);
            long[] times = random.longs(size, start, start + 200).toArray();
            CollectedSamples samples = of(times);

            assertThat(samples.size()).isEqualTo(size);
            assertOrdered(samples.asTheyCame(), times, time -> 0);
            assertOrdered(samples.byTime(), times, time -> time);
            assertOrdered(
                    samples.bySlice(start, slice, (int) Math.ceilDiv(200, slice)),
                    times,
                    time -> (time - start) / slice);
        }
    }
}
