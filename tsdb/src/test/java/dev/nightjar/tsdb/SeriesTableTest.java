package dev.nightjar.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SeriesTableTest {
    private final SeriesTable table = new SeriesTable();

    @Test
    void series_come_and_go_like_the_entries_of_a_map() {
        Random random = new Random(3);
        Map<Integer, List<Integer>> expected = new TreeMap<>();
        for (int round = 0; round < 20_000; round++) {
            int id = random.nextInt(4000);
            if (expected.remove(id) != null) {
                table.remove(id);
            } else {
                List<Integer> pairs = new ArrayList<>();
                for (int i = random.nextInt(200) == 0 ? 300 : 1 + random.nextInt(12); i > 0; i--) {
                    pairs.add(random.nextInt() >>> (1 + random.nextInt(31)));
                }
                table.put(id, id * 7, pairs.stream().mapToInt(each -> each).toArray());
                expected.put(id, pairs);
            }
        }

        assertThat(table.live()).isEqualTo(expected.size());
        assertThat(table.end()).isEqualTo(4000);
        for (int id = 0; id < 4000; id++) {
            List<Integer> pairs = expected.get(id);
            assertThat(table.has(id)).isEqualTo(pairs != null);
            assertThat(table.pairs(id))
                    .containsExactly((pairs == null ? List.<Integer>of() : pairs)
                            .stream().mapToInt(each -> each).toArray());
            if (pairs != null) {
                assertThat(table.metric(id)).isEqualTo(id * 7);
            }
        }
        assertThat(table.has(4000)).isFalse();
    }

    @Test
    void the_largest_number_is_a_number() {
        table.put(0, 1, new int[] {Integer.MAX_VALUE, 0, 127, 128, 1 << 28});
        assertThat(table.pairs(0)).containsExactly(Integer.MAX_VALUE, 0, 127, 128, 1 << 28);
    }
}
