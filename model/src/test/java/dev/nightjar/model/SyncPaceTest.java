package dev.nightjar.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SyncPaceTest {
    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private final SyncPace pace = new SyncPace(() -> now);

    private void sync(Duration takes) {
        pace.time(() -> now = now.plus(takes));
    }

    @Test
    void syncs_are_counted_with_their_time_and_the_slowest_is_known_for_a_minute_at_least() {
        sync(Duration.ofMillis(4));
        sync(Duration.ofMillis(1500));
        assertThat(pace.seen()).isEqualTo(new SyncPace.Seen(2, 1.504, 1.5));
        now = now.plusSeconds(59);
        sync(Duration.ofMillis(2));
        assertThat(pace.seen()).isEqualTo(new SyncPace.Seen(3, 1.506, 1.5));
        now = now.plusSeconds(121);
        assertThat(pace.seen()).isEqualTo(new SyncPace.Seen(3, 1.506, 0));
    }

    @Test
    void a_disk_is_complained_of_when_it_is_slow_also_while_a_sync_hangs() {
        sync(Duration.ofMillis(100));
        assertThat(pace.complaint()).isEmpty();
        pace.time(() -> {
            now = now.plusSeconds(3);
            assertThat(pace.complaint())
                    .contains(
                            "the disk is slow: to make a write durable took up to 3.0 s in the last minutes, for which"
                                    + " senders wait; look for what else uses the disk, and for errors of the disk in the"
                                    + " kernel's log");
        });
        now = now.plusSeconds(130);
        assertThat(pace.complaint()).isEmpty();
    }
}
