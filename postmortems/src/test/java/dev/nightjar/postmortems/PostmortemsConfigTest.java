package dev.nightjar.postmortems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PostmortemsConfigTest {
    @Test
    void the_defaults_look_every_quarter_of_a_minute_for_two_hours() {
        assertThat(PostmortemsConfig.DEFAULTS)
                .isEqualTo(
                        new PostmortemsConfig(Duration.ofSeconds(15), Duration.ofHours(2), Duration.ofMinutes(30), 40));
    }

    @Test
    void what_makes_no_sense_is_refused() {
        assertThatThrownBy(() -> new PostmortemsConfig(Duration.ZERO, Duration.ofHours(1), Duration.ofHours(1), 1))
                .hasMessage("evidenceEvery is PT0S, it must be longer than nothing");
        assertThatThrownBy(
                        () -> new PostmortemsConfig(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1), 0))
                .hasMessage("maxFindings is 0, it must be at least 1");
    }
}
