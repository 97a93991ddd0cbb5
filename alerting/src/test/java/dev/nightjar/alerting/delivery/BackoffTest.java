package dev.nightjar.alerting.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    @ParameterizedTest
    @CsvSource({"PT30S, PT30S", "PT5M, PT5M", "PT270H, PT5M", "PT69730000H, PT5M"})
    void it_is_waited_as_long_as_it_was_asked_for_but_no_longer_than_a_page_may_wait(Duration asked, Duration waited) {
        assertThat(new Backoff(new SplittableRandom(1)).after(1, new SendResult.Retry("answered 429", asked)))
                .isEqualTo(waited);
    }
}
