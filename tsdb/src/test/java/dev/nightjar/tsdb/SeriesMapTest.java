package dev.nightjar.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeriesMapTest {
    private final LabelHash hash = new LabelHash(new Random(1));

    @Test
    void finds_every_series_again_through_growth_and_forgetting() {
        SeriesMap map = new SeriesMap();
        long[] hashes = new long[2];
        for (int id = 0; id < 20_000; id++) {
            hashOf("series " + id, hashes);
            map.put(hashes, 0, id);
        }
        assertThat(map.size()).isEqualTo(20_000);
        map.retain(id -> id % 2 == 0);
        for (int id = 0; id < 20_000; id++) {
            hashOf("series " + id, hashes);
            assertThat(map.get(hashes, 0)).isEqualTo(id % 2 == 0 ? id : SeriesMap.NONE);
        }
    }

    @Test
    void every_byte_and_the_length_count() {
        byte[] bytes = new byte[40];
        Set<Long> seen = new HashSet<>();
        long[] hashes = new long[2];
        int inputs = 0;
        for (int length = 0; length <= 40; length++) {
            hash.hash(bytes, 0, length, hashes, 0);
            seen.add(hashes[0]);
            seen.add(hashes[1]);
            inputs++;
            for (int at = 0; at < length; at++) {
                bytes[at] = 1;
                hash.hash(bytes, 0, length, hashes, 0);
                bytes[at] = 0;
                seen.add(hashes[0]);
                seen.add(hashes[1]);
                inputs++;
            }
        }
        assertThat(seen).hasSize(2 * inputs);
    }

    private void hashOf(String text, long[] to) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        hash.hash(bytes, 0, bytes.length, to, 0);
    }
}
