package dev.nightjar.query.logql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimeOrderTest {
    @Test
    void stretches_are_merged_and_equal_times_stay_as_they_came() {
        Random random = new Random(6);
        for (int round = 0; round < 300; round++) {
            int size = random.nextInt(200);
            int stretch = 1 + random.nextInt(40);
            long[] times = new long[size + random.nextInt(3)];
            for (int i = 0; i < size; i++) {
                times[i] = i % stretch == 0 ? random.nextInt(100) : times[i - 1] + random.nextInt(3);
            }
            int[] expected = IntStream.range(0, size)
                    .boxed()
                    .sorted(Comparator.comparingLong(i -> times[i]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            assertThat(TimeOrder.of(times, size)).isEqualTo(expected);
        }
    }
}
