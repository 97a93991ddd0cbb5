package dev.nightjar.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    private final RetryPolicy policy = new RetryPolicy(Duration.ofMillis(100), Duration.ofSeconds(10));
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void waits_double_up_to_the_longest_and_vary_by_half() {
        for (int failures = 1; failures < 100; failures++) {
            long full = Math.min(10_000, failures > 20 ? 10_000 : 100L << (failures - 1));
            assertThat(policy.delay(failures, Duration.ZERO, random).toMillis()).isBetween(full / 2, full);
        }
    }

    @Test
    void what_the_server_asks_for_is_kept_but_not_beyond_the_longest() {
        assertThat(policy.delay(1, Duration.ofSeconds(5), random)).isEqualTo(Duration.ofSeconds(5));
        assertThat(policy.delay(1, Duration.ofHours(5), random)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void a_policy_without_a_wait_is_refused() {
        assertThatThrownBy(() -> new RetryPolicy(Duration.ZERO, Duration.ofSeconds(1)))
                .hasMessageContaining("first wait must be positive");
    }
}
