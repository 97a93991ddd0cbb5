package dev.nightjar.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LabelPairsTest {
    @Test
    void labels_are_those_that_a_builder_makes_however_many_there_are() {
        Random random = new Random(9);
        LabelPairs pairs = new LabelPairs();
        for (int round = 0; round < 500; round++) {
            Labels.Builder expected = Labels.builder();
            pairs.clear();
            for (int i = random.nextInt(round % 10 == 0 ? 200 : 12); i > 0; i--) {
                String name = "n" + random.nextInt(40);
                String value = "v" + i;
                expected.set(name, value);
                pairs.add(name, value);
            }
            assertThat((Object) pairs.labels()).isEqualTo(expected.build());
        }
    }

    @Test
    void an_empty_value_is_none() {
        LabelPairs pairs = new LabelPairs();

        pairs.add("a", "");

        assertThat((Object) pairs.labels()).isSameAs(Labels.EMPTY);
        assertThat(pairs.length()).isZero();
    }
}
