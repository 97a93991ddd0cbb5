package dev.nightjar.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExpositionTextTest {
    @Test
    void families_have_a_meaning_a_type_and_samples_whose_values_of_labels_are_escaped() {
        String text = new ExpositionText()
                .counter("lost_total", "What was lost.")
                .sample(3, "who", "a\\b \"c\"\nd", "why", "")
                .gauge("open", "What is open.")
                .sample(0.5)
                .toString();
        assertThat(text).isEqualTo("""
                # HELP lost_total What was lost.
                # TYPE lost_total counter
                lost_total{who="a\\\\b \\"c\\"\\nd",why=""} 3
                # HELP open What is open.
                # TYPE open gauge
                open 0.5
                """);
    }
}
