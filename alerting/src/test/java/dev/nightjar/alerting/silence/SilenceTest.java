package dev.nightjar.alerting.silence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.event.SilenceEvent;
import dev.nightjar.model.event.SilenceEvent.SilenceExpired;
import dev.nightjar.model.event.SilenceEvent.SilenceReminded;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SilenceTest {
    private static final Instant NOON = Instant.parse("2026-03-23T12:00:00Z");
    private static final Labels ALERT = Labels.of("alertname", "Slow", "instance", "a");

    private final SilenceBook book = new SilenceBook();
    private final SilenceRules rules = new SilenceRules(book, new SplittableRandom(1));

    private String save(SilenceWish wish, Instant now) {
        assertThat(rules.problem(wish, now)).isEmpty();
        List<SilenceEvent> events = rules.save(wish, now).orElseThrow();
        events.forEach(book::apply);
        return events.getLast().silenceId();
    }

    private static SilenceWish wish(
            String id, Instant start, Duration length, String value, @Nullable Recurrence recurrence) {
        return new SilenceWish(
                id,
                List.of(Matcher.equal("alertname", value)),
                start,
                start.plus(length),
                "ana",
                "because",
                recurrence,
                Duration.ZERO,
                Duration.ZERO);
    }

    private Silence silence(String id) {
        return book.silence(id).orElseThrow();
    }

    @Test
    void it_is_pending_then_active_then_over() {
        String id = save(wish("", NOON.plusSeconds(60), Duration.ofMinutes(10), "Slow", null), NOON);
        assertThat(silence(id).state(NOON)).isEqualTo(Silence.State.PENDING);
        assertThat(book.silencing(ALERT, NOON)).isEmpty();
        assertThat(book.silencing(ALERT, NOON.plusSeconds(60))).containsExactly(id);
        assertThat(book.silencing(ALERT, NOON.plusSeconds(659))).containsExactly(id);
        assertThat(book.silencing(ALERT, NOON.plusSeconds(660))).isEmpty();
        assertThat(silence(id).state(NOON.plusSeconds(660))).isEqualTo(Silence.State.EXPIRED);
    }

    @Test
    void an_active_one_is_prolonged_in_place_and_otherwise_replaced() {
        String id = save(wish("", NOON, Duration.ofMinutes(10), "Slow", null), NOON);
        assertThat(save(wish(id, NOON, Duration.ofHours(1), "Slow", null), NOON.plusSeconds(30)))
                .isEqualTo(id);
        assertThat(silence(id).endsAt()).isEqualTo(NOON.plus(Duration.ofHours(1)));

        String other = save(wish(id, NOON, Duration.ofHours(1), "Other", null), NOON.plusSeconds(40));
        assertThat(other).isNotEqualTo(id);
        assertThat(silence(id).state(NOON.plusSeconds(40))).isEqualTo(Silence.State.EXPIRED);
        assertThat(silence(other).startsAt()).as("not in the past").isEqualTo(NOON.plusSeconds(40));
        assertThat(rules.save(wish("unknown", NOON, Duration.ofHours(1), "Slow", null), NOON))
                .isEmpty();
    }

    @Test
    void what_makes_no_sense_is_refused() {
        assertThat(rules.problem(wish("", NOON, Duration.ZERO, "Slow", null), NOON))
                .contains("start time must be before end time");
        assertThat(rules.problem(wish("", NOON.minusSeconds(100), Duration.ofSeconds(50), "Slow", null), NOON))
                .contains("end time can't be in the past");
        assertThat(rules.problem(wish("", NOON, Duration.ofHours(1), "", null), NOON))
                .contains("silence invalid: at least one matcher must not match the empty string");
    }

    @Test
    void who_knows_of_no_annotations_leaves_those_that_are_there() {
        SilenceWish plain = wish("", NOON, Duration.ofMinutes(10), "Slow", null);
        String id = save(noting(plain, Map.of("ticket", "OPS-1")), NOON);
        assertThat(save(wish(id, NOON, Duration.ofMinutes(20), "Slow", null), NOON))
                .isEqualTo(id);
        assertThat(silence(id).annotations()).isEqualTo(Map.of("ticket", "OPS-1"));

        String other = save(wish(id, NOON, Duration.ofMinutes(20), "Slower", null), NOON);
        assertThat(silence(other).annotations()).as("of the one in its place").isEqualTo(Map.of("ticket", "OPS-1"));
        SilenceWish without = wish(other, NOON, Duration.ofMinutes(20), "Slower", null);
        assertThat(silence(save(noting(without, Map.of()), NOON)).annotations()).isEmpty();
    }

    private static SilenceWish noting(SilenceWish wish, Map<String, String> annotations) {
        return new SilenceWish(
                wish.id(),
                wish.matchers(),
                wish.startsAt(),
                wish.endsAt(),
                wish.createdBy(),
                wish.comment(),
                wish.recurrence(),
                wish.quiet(),
                wish.remind(),
                annotations);
    }

    @Test
    void a_weekly_one_keeps_its_wall_clock_time_when_the_clocks_change() {
        // Berlin goes from UTC+1 to UTC+2 on 2026-03-29
        Recurrence weekly = new Recurrence(
                Recurrence.Every.WEEK, ZoneId.of("Europe/Berlin"), Instant.parse("2026-04-10T00:00:00Z"));
        String id = save(wish("", NOON, Duration.ofHours(2), "Slow", weekly), NOON);
        assertThat(silence(id).isActive(Instant.parse("2026-03-23T13:59:59Z"))).isTrue();
        assertThat(silence(id).state(Instant.parse("2026-03-25T12:30:00Z"))).isEqualTo(Silence.State.PENDING);
        assertThat(silence(id).isActive(Instant.parse("2026-03-30T10:59:59Z"))).isFalse();
        assertThat(silence(id).isActive(Instant.parse("2026-03-30T11:00:00Z"))).isTrue();
        assertThat(silence(id).isActive(Instant.parse("2026-03-30T13:00:00Z"))).isFalse();
        assertThat(silence(id).occurrence(Instant.parse("2026-03-31T00:00:00Z")).startsAt())
                .isEqualTo("2026-04-06T11:00:00Z");
        assertThat(silence(id).state(Instant.parse("2026-04-06T14:00:00Z")))
                .as("the next would begin after its last day")
                .isEqualTo(Silence.State.EXPIRED);
    }

    @Test
    void one_that_nothing_matches_any_more_ends_early_and_one_about_to_end_reminds_once_if_it_holds_something() {
        SilenceWish wish = new SilenceWish(
                "",
                List.of(Matcher.equal("alertname", "Slow")),
                NOON,
                NOON.plus(Duration.ofHours(3)),
                "ana",
                "because",
                null,
                Duration.ofHours(1),
                null);
        String id = save(wish, NOON);
        Instant later = NOON.plus(Duration.ofMinutes(90));
        assertThat(rules.due(List.of(ALERT), later).events()).isEmpty();
        Instant shortBefore = NOON.plus(Duration.ofMinutes(149)).plusSeconds(59);
        assertThat(rules.due(List.of(ALERT), shortBefore).events()).isEmpty();
        Instant reminder = NOON.plus(Duration.ofMinutes(150));
        SilenceRules.Due due = rules.due(List.of(ALERT), reminder);
        assertThat(due.events()).containsExactly(new SilenceReminded(reminder, id, wish.endsAt()));
        assertThat(due.ending().getFirst().held()).containsExactly(ALERT);
        due.events().forEach(book::apply);
        assertThat(rules.due(List.of(ALERT), reminder.plusSeconds(1)).events()).isEmpty();

        String quiet = save(wish, NOON);
        Instant end = NOON.plus(Duration.ofHours(1));
        assertThat(rules.due(List.of(), end).events())
                .contains(new SilenceExpired(end, quiet, "", "nothing has matched it for 60 min"));
    }
}
