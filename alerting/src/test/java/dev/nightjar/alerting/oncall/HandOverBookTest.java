package dev.nightjar.alerting.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.event.OnCallEvent.ShiftOverridden;
import dev.nightjar.model.event.OnCallEvent.ShiftOverrideEnded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HandOverBookTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final HandOverBook book = new HandOverBook();

    private void made(String id, Instant at, Instant from, Duration length) {
        book.apply(new ShiftOverridden(at, id, "shop", "ben", from, from.plus(length), "", "ana"));
    }

    private List<String> ids() {
        return book.all().stream().map(HandOver::id).toList();
    }

    @Test
    void what_is_long_over_is_forgotten_and_what_is_not_over_never() {
        made("short", NOON, NOON, Duration.ofHours(1));
        made("ended", NOON, NOON.plus(Duration.ofDays(1)), Duration.ofDays(300));
        book.apply(new ShiftOverrideEnded(NOON, "ended", "ben"));
        made("long", NOON, NOON, Duration.ofDays(600));

        made("later", NOON.plus(Duration.ofDays(400)), NOON.plus(Duration.ofDays(400)), Duration.ofHours(1));
        assertThat(ids()).containsExactly("short", "ended", "long", "later");

        made("last", NOON.plus(Duration.ofDays(401)), NOON.plus(Duration.ofDays(401)), Duration.ofHours(1));
        assertThat(ids()).containsExactly("long", "later", "last");
        assertThat(book.handOver("short")).isEmpty();
    }

    @Test
    void of_very_many_that_are_over_the_oldest_go_first() {
        IntStream.rangeClosed(1, HandOverBook.MOST_OVER + 5)
                .forEach(i -> made("o" + i, NOON.plusSeconds(i), NOON.plusSeconds(i), Duration.ofMillis(1)));
        made("open", NOON.plus(Duration.ofDays(1)), NOON.plus(Duration.ofDays(1)), Duration.ofHours(1));

        assertThat(book.all()).hasSize(HandOverBook.MOST_OVER + 1);
        assertThat(ids()).startsWith("o6").endsWith("open");
    }

    @Test
    void one_ends_once_and_at_its_end_at_the_latest() {
        made("o", NOON, NOON, Duration.ofHours(2));
        book.apply(new ShiftOverrideEnded(NOON.plus(Duration.ofHours(1)), "o", "cy"));
        book.apply(new ShiftOverrideEnded(NOON.plusSeconds(1), "o", "eve"));
        book.apply(new ShiftOverrideEnded(NOON, "nobody's", "eve"));

        HandOver known = book.handOver("o").orElseThrow();
        assertThat(known.end()).isEqualTo(NOON.plus(Duration.ofHours(1)));
        assertThat(known.endedBy()).isEqualTo("cy");
        assertThat(known.state(NOON.plus(Duration.ofHours(1)))).isEqualTo(HandOver.State.OVER);
        assertThat(known.state(NOON.minusSeconds(1))).isEqualTo(HandOver.State.PENDING);
    }
}
