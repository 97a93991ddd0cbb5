package dev.nightjar.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LabelsTest {
    @Test
    void names_without_a_value_are_shown_but_count_as_absent() {
        Labels shown = Labels.of("b", "2", "d", "4").showing(List.of("e", "a", "b"));

        assertThat((Object) shown).hasToString("{a=\"\", b=\"2\", d=\"4\", e=\"\"}");
        assertThat(shown.has("a")).isFalse();
        assertThat(shown.get("e")).isEmpty();
        assertThat((Object) shown).isNotEqualTo(Labels.of("b", "2", "d", "4"));
        assertThat((Object) shown)
                .isEqualTo(Labels.of("d", "4")
                        .showing(List.of("a", "e"))
                        .with("b", "2")
                        .showing(List.of("a", "e")));
        assertThat((Object) Labels.of("b", "2").showing(List.of())).isEqualTo(Labels.of("b", "2"));
    }

    @Test
    void what_all_have_in_common_is_what_each_has_with_the_same_value() {
        assertThat((Object) Labels.common(List.of())).isEqualTo(Labels.EMPTY);
        assertThat((Object)
                        Labels.common(List.of(Labels.of("a", "1", "b", "2"), Labels.of("a", "1", "b", "3", "c", "4"))))
                .isEqualTo(Labels.of("a", "1"));
        assertThat((Object) Labels.common(List.of(Labels.of("a", "1"), Labels.of("b", "1"))))
                .isEqualTo(Labels.EMPTY);
    }
}
