package dev.nightjar.postmortems.postmortem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SparklineTest {
    @Test
    void heights_begin_at_zero_and_gaps_stay_gaps() {
        assertThat(Sparkline.of(Arrays.asList(0.0, 1.0, null, 4.0, 7.0), 0, 7)).isEqualTo("▁▂ ▅█");
        assertThat(Sparkline.of(List.of(5.0, 5.0), 0, 5)).isEqualTo("██");
        assertThat(Sparkline.of(List.of(0.0, 0.0), 0, 0)).isEqualTo("▁▁");
        assertThat(Sparkline.of(List.of(), 0, 1)).isEmpty();
    }

    @Test
    void lines_of_one_graph_share_their_scale() {
        assertThat(Sparkline.of(List.of(0.004, 0.004), 0, 0.212)).isEqualTo("▁▁");
    }

    @Test
    void values_below_zero_move_the_ground() {
        assertThat(Sparkline.of(List.of(-7.0, 0.0, 7.0), -7, 7)).isEqualTo("▁▅█");
    }

    @Test
    void a_peak_survives_when_many_values_share_a_character() {
        List<@Nullable Double> many = new ArrayList<>(Collections.nCopies(600, 0.0));
        many.set(305, 1.0);
        assertThat(Sparkline.of(many, 0, 1)).hasSize(60).contains("█");
    }
}
