package dev.nightjar.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.Labels;
import org.junit.jupiter.api.Test;

class SeriesNamesTest {
    @Test
    void a_name_is_known_by_its_bytes_wherever_they_lie() {
        SeriesNames names = new SeriesNames();
        Labels labels = Labels.of("__name__", "a_b");
        byte[] first = "..a.b..".getBytes(UTF_8);

        byte[] learned = names.learn(first, 2, 5, labels);
        first[2] = 'x';

        assertThat(learned).isEqualTo(LabelBytes.encode(labels));
        assertThat(names.labels("a.b 1".getBytes(UTF_8), 0, 3)).isSameAs(learned);
        assertThat(names.labels("a.b 1".getBytes(UTF_8), 0, 4)).isNull();
        assertThat(names.labels(first, 2, 5)).isNull();
    }

    @Test
    void names_that_collide_are_told_apart() {
        SeriesNames names = new SeriesNames();
        byte[] one = "Aa".getBytes(UTF_8);
        byte[] other = "BB".getBytes(UTF_8); // the same hash

        names.learn(one, 0, 2, Labels.of("__name__", "one"));

        assertThat(names.labels(other, 0, 2)).isNull();
    }

    @Test
    void what_is_remembered_is_bounded() {
        SeriesNames names = new SeriesNames(10_000);
        for (int i = 0; i < 1000; i++) {
            byte[] name = ("name" + i).getBytes(UTF_8);
            names.learn(name, 0, name.length, Labels.of("__name__", "n" + i));
            assertThat(names.labels(name, 0, name.length)).isNotNull();
        }

        assertThat(names.size()).isBetween(1, 80);
    }
}
