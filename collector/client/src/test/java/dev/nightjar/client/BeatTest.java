package dev.nightjar.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BeatTest {
    private static final long TEN = 10;

    @Test
    void beats_follow_each_other_at_the_interval() {
        assertThat(Beat.after(100, 100, TEN)).isEqualTo(110);
        assertThat(Beat.after(110, 113, TEN)).isEqualTo(120);
    }

    @Test
    void what_was_missed_is_left_out_and_the_times_stay_those_they_were() {
        assertThat(Beat.after(100, 161, TEN)).isEqualTo(170);
        assertThat(Beat.after(100, 160, TEN)).isEqualTo(170);
    }

    @Test
    void no_beat_comes_less_than_half_an_interval_after_a_late_one() {
        assertThat(Beat.after(100, 105, TEN)).isEqualTo(110);
        assertThat(Beat.after(100, 106, TEN)).isEqualTo(120);
        assertThat(Beat.after(100, 169, TEN)).isEqualTo(180);
    }

    @Test
    void beats_may_lie_before_and_after_the_overflow_of_the_clock() {
        long due = Long.MAX_VALUE - 3;
        assertThat(Beat.after(due, due + 1, TEN) - due).isEqualTo(10);
        assertThat(Beat.after(due, due + 61, TEN) - due).isEqualTo(70);
    }

    @Test
    void a_beat_goes_on_until_its_thread_is_shut_down() throws Exception {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
        CountDownLatch three = new CountDownLatch(3);
        Beat.start(thread, Duration.ZERO, Duration.ofMillis(5), three::countDown);
        assertThat(three.await(30, TimeUnit.SECONDS)).isTrue();
        thread.shutdownNow();
        assertThat(thread.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }
}
