package dev.nightjar.alerting;

import static dev.nightjar.alerting.rules.TestingExpressions.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.nightjar.alerting.history.HistoryEntry;
import dev.nightjar.alerting.history.HistoryQuestion;
import dev.nightjar.alerting.oncall.HandOver;
import dev.nightjar.alerting.oncall.HandOverResult;
import dev.nightjar.alerting.oncall.HandOverWish;
import dev.nightjar.alerting.oncall.OnCallNow;
import dev.nightjar.alerting.oncall.Person;
import dev.nightjar.alerting.oncall.Shift;
import dev.nightjar.model.event.OnCallEvent;
import dev.nightjar.model.event.PageEvent.PageEscalated;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People hand shifts over to one another while the server runs. It is Saturday, 21 November, 02:41 UTC, 03:41 in Berlin. */
class HandOverTest {
    private static final Instant NOW = Room.START;

    private static final String PEOPLE = """
            people:
              ana: {name: Ana Ruiz}
              ben: {}
              cy: {}
            """;
    private static final String ROTATION = """
            rotations:
              shop:
                zone: Europe/Berlin
                start: 2026-01-05T09:00
                every: day
                participants: [ana, cy]
            """;
    private static final String POLICY = """
            policies: {p: {steps: [{notify: [shop], delay: 1m}]}}
            """;

    private Room room;

    @BeforeEach
    void open(@TempDir Path folder) {
        room = new Room(folder, Room.RULES, PEOPLE + ROTATION + POLICY);
    }

    private static HandOverWish wish(String person, @Nullable String from, @Nullable String until) {
        return new HandOverWish(
                "",
                "shop",
                person,
                from == null ? null : Instant.parse(from),
                until == null ? null : Instant.parse(until),
                "");
    }

    private HandOver take(HandOverWish wish) {
        return ((HandOverResult.Done) room.alerting.onCallDesk().handOver(wish, "eve")).handOver();
    }

    private String refusal(HandOverWish wish) {
        HandOverResult.Invalid invalid =
                (HandOverResult.Invalid) room.alerting.onCallDesk().handOver(wish, "eve");
        return invalid.problem() + " | " + invalid.advice();
    }

    private List<String> shifts(String from, String until) {
        return room
                .alerting
                .schedule(Instant.parse(from), Instant.parse(until))
                .rotations()
                .getFirst()
                .shifts()
                .stream()
                .map(named -> named.shift())
                .map(HandOverTest::words)
                .toList();
    }

    private static String words(Shift shift) {
        return shift.person() + " " + shift.start() + " " + shift.end()
                + (shift.override() == null
                        ? ""
                        : shift.override().handOver() == null
                                ? " by the file"
                                : " by " + shift.override().handOver().by());
    }

    private String onCallNow() {
        return room.alerting.onCall().getFirst().person().id();
    }

    private void reload(String onCall) {
        room.write("oncall.yml", onCall);
        assertThat(room.alerting.reload()).isInstanceOf(ReloadResult.Applied.class);
    }

    @Test
    void whoever_takes_the_shift_is_called_at_once_and_until_its_end() {
        assertThat(onCallNow()).isEqualTo("cy");
        HandOver taken = take(wish("ben", null, null));

        assertThat(taken.from()).isEqualTo(NOW);
        assertThat(taken.until()).as("the end of the shift").isEqualTo("2026-11-21T08:00:00Z");
        assertThat(shifts("2026-11-20T12:00:00Z", "2026-11-21T09:00:00Z"))
                .containsExactly(
                        "cy 2026-11-20T08:00:00Z 2026-11-21T02:41:00Z",
                        "ben 2026-11-21T02:41:00Z 2026-11-21T08:00:00Z by eve",
                        "ana 2026-11-21T08:00:00Z 2026-11-22T08:00:00Z");
        assertThat(room.alerting.onCall().getFirst().next())
                .extracting(Person::displayName)
                .isEqualTo("Ana Ruiz");

        room.expressions.answer("latency > 1", sample(2, "service", "checkout"));
        room.pass(45);
        assertThat(room.events(PageEscalated.class))
                .first()
                .satisfies(step -> assertThat(step.people()).containsExactly("ben"));
    }

    @Test
    void who_takes_the_shift_before_their_own_is_on_call_until_somebody_else_is() {
        take(wish("ana", null, null));
        OnCallNow now = room.alerting.onCall().getFirst();
        assertThat(now.person().id()).isEqualTo("ana");
        assertThat(now.until()).isEqualTo("2026-11-22T08:00:00Z");
        assertThat(now.next()).extracting(Person::id).isEqualTo("cy");
    }

    @Test
    void what_was_handed_over_and_ended_survives_a_kill() {
        HandOver kept = take(wish("ben", null, "2026-11-21T06:00:00Z"));
        HandOver ended = take(wish("ana", null, "2026-11-21T05:00:00Z"));
        HandOver never = take(wish("ben", "2026-11-24T00:00:00Z", "2026-11-25T00:00:00Z"));
        room.clock.advance(Duration.ofMinutes(10));
        room.alerting.onCallDesk().end(ended.id(), "cy");
        room.alerting.onCallDesk().end(never.id(), "cy");
        List<String> before = shifts("2026-11-20T12:00:00Z", "2026-11-26T00:00:00Z");

        room.killAndStart(5);

        assertThat(shifts("2026-11-20T12:00:00Z", "2026-11-26T00:00:00Z")).isEqualTo(before);
        assertThat(before)
                .startsWith(
                        "cy 2026-11-20T08:00:00Z 2026-11-21T02:41:00Z",
                        "ana 2026-11-21T02:41:00Z 2026-11-21T02:51:00Z by eve",
                        "ben 2026-11-21T02:51:00Z 2026-11-21T06:00:00Z by eve",
                        "cy 2026-11-21T06:00:00Z 2026-11-21T08:00:00Z")
                .noneMatch(shift -> shift.startsWith("ben 2026-11-24"));
        assertThat(room.alerting.onCallDesk().handOvers())
                .extracting(HandOver::id)
                .containsExactly(kept.id(), ended.id(), never.id());
        assertThat(onCallNow()).isEqualTo("ben");
    }

    @Test
    void the_later_made_counts_before_the_earlier_and_both_before_the_file() {
        reload(PEOPLE + ROTATION
                + "    overrides: [{start: 2026-11-23T00:00, end: 2026-11-24T00:00, person: cy}]\n"
                + POLICY);
        take(wish("ben", "2026-11-23T06:00:00Z", "2026-11-23T18:00:00Z"));
        take(wish("ana", "2026-11-23T10:00:00Z", "2026-11-23T12:00:00Z"));

        assertThat(shifts("2026-11-22T23:00:00Z", "2026-11-23T23:00:00Z"))
                .containsExactly(
                        "cy 2026-11-22T23:00:00Z 2026-11-23T06:00:00Z by the file",
                        "ben 2026-11-23T06:00:00Z 2026-11-23T10:00:00Z by eve",
                        "ana 2026-11-23T10:00:00Z 2026-11-23T12:00:00Z by eve",
                        "ben 2026-11-23T12:00:00Z 2026-11-23T18:00:00Z by eve",
                        "cy 2026-11-23T18:00:00Z 2026-11-23T23:00:00Z by the file");
    }

    @Test
    void a_person_who_is_gone_from_the_file_holds_nothing_and_everything_again_when_back() {
        HandOver taken = take(wish("ben", null, "2026-11-21T06:00:00Z"));
        assertThat(onCallNow()).isEqualTo("ben");

        reload((PEOPLE + ROTATION + POLICY).replace("  ben: {}\n", ""));
        assertThat(onCallNow()).isEqualTo("cy");
        assertThat(room.alerting.people().lost(taken))
                .contains("ben is not in oncall.yml any more: the rotation goes on as without this override");

        reload((PEOPLE + ROTATION + POLICY).replace("shop:", "store:").replace("[shop]", "[store]"));
        assertThat(onCallNow()).isEqualTo("cy");
        assertThat(room.alerting.people().lost(taken)).contains("the rotation shop is not in oncall.yml any more");

        reload(PEOPLE + ROTATION + POLICY);
        assertThat(onCallNow()).isEqualTo("ben");
        assertThat(room.alerting.people().lost(taken)).isEmpty();
    }

    @Test
    void a_shift_in_the_night_the_clocks_change_is_handed_over_as_long_as_it_is() {
        HandOver spring = take(wish("ben", "2027-03-27T08:00:00Z", null));
        HandOver autumn = take(wish("ben", "2027-10-30T07:00:00Z", null));
        assertThat(Duration.between(spring.from(), spring.until())).isEqualTo(Duration.ofHours(23));
        assertThat(Duration.between(autumn.from(), autumn.until())).isEqualTo(Duration.ofHours(25));
    }

    @Test
    void what_makes_no_sense_is_refused_in_words_and_writes_nothing() {
        assertThat(refusal(new HandOverWish("", "shopp", "ben", null, null, "")))
                .isEqualTo("rotation: \"shopp\" is not in oncall.yml; did you mean \"shop\"? | rotations there: shop");
        assertThat(refusal(wish("bem", null, null)))
                .isEqualTo("person: \"bem\" is not in oncall.yml; did you mean \"ben\"? | people there: ana, ben, cy");
        assertThat(refusal(wish("ben", "2026-11-22T08:00:00Z", "2026-11-22T08:00:00Z")))
                .isEqualTo("end: 2026-11-22T08:00:00Z is not after the start, 2026-11-22T08:00:00Z | let it end later");
        assertThat(refusal(wish("ben", "2026-11-20T08:00:00Z", "2026-11-21T02:41:00Z")))
                .isEqualTo("end: 2026-11-21T02:41:00Z is past, it is 2026-11-21T02:41:00Z"
                        + " | who was on call then does not change any more");
        assertThat(refusal(wish("ben", "2026-11-22T00:00:00Z", "2027-02-23T00:00:00Z")))
                .isEqualTo("end: 93 days are more than 92"
                        + " | change the rotation's participants in oncall.yml, or make several overrides");
        assertThat(refusal(wish("ben", "2028-01-01T00:00:00Z", "2028-01-02T00:00:00Z")))
                .isEqualTo("start: 2028-01-01T00:00:00Z is more than 400 days ahead"
                        + " | write it into oncall.yml, under overrides");
        assertThat(refusal(new HandOverWish("a b", "shop", "ben", null, null, "")))
                .isEqualTo("overrideId: \"a b\" is no id | up to 64 of A-Z, a-z, 0-9, _ and -, or leave it out");
        assertThat(refusal(new HandOverWish("", "shop", "ben", null, null, "x".repeat(501))))
                .isEqualTo("reason: 501 characters | 500 at most");
        assertThat(room.events(OnCallEvent.class)).isEmpty();
    }

    @Test
    void a_rotation_has_only_so_many_overrides_that_are_not_over() {
        List<HandOver> made = IntStream.range(0, 200)
                .mapToObj(i -> take(wish("ben", "2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z")))
                .toList();
        assertThat(refusal(wish("ben", null, null)))
                .isEqualTo("rotation: \"shop\" has 200 overrides that are not over"
                        + " | end some, or write the change into oncall.yml");
        room.alerting.onCallDesk().end(made.getFirst().id(), "eve");
        assertThat(take(wish("ben", null, null)).person()).isEqualTo("ben");
    }

    @Test
    void the_same_asked_for_again_is_the_same_and_another_under_its_id_is_refused() {
        HandOverWish wish = new HandOverWish("mine", "shop", "ben", NOW.minusSeconds(3), null, " dentist ");
        HandOver first = take(wish);
        room.clock.advance(Duration.ofSeconds(2));
        assertThat(take(wish)).isEqualTo(first);
        assertThat(first.reason()).isEqualTo("dentist");
        assertThat(room.alerting.onCallDesk().handOver(wish, "ana")).isEqualTo(new HandOverResult.Taken(first));
        assertThat(room.alerting
                        .onCallDesk()
                        .handOver(new HandOverWish("mine", "shop", "ana", null, null, "dentist"), "eve"))
                .isEqualTo(new HandOverResult.Taken(first));
        assertThat(room.events(OnCallEvent.class)).hasSize(1);
    }

    @Test
    void one_is_ended_once_and_one_that_nobody_made_never() {
        HandOver taken = take(wish("ben", null, null));
        room.alerting.onCallDesk().end(taken.id(), "cy");
        room.alerting.onCallDesk().end(taken.id(), "eve");
        assertThat(room.events(OnCallEvent.class)).hasSize(2);
        assertThat(onCallNow()).isEqualTo("cy");
        assertThat(room.alerting.onCallDesk().end("o9", "cy")).isEqualTo(new HandOverResult.Unknown("o9"));
    }

    @Test
    void the_history_says_who_handed_over_what_to_whom_and_why() {
        HandOver taken = take(new HandOverWish("", "shop", "ben", null, null, "dentist"));
        room.alerting.onCallDesk().end(taken.id(), "cy");
        List<HistoryEntry> entries = room.alerting
                .history(
                        new HistoryQuestion(Set.of(), "", "", "", "", "", Instant.MIN, Instant.MAX, Long.MAX_VALUE, 10))
                .entries();
        assertThat(entries)
                .extracting(HistoryEntry::kind, HistoryEntry::person, HistoryEntry::text)
                .containsExactly(
                        tuple("override ended", "cy", taken.id()),
                        tuple(
                                "shift handed over",
                                "eve",
                                "ben has shop from 2026-11-21T02:41:00Z until 2026-11-21T08:00:00Z: dentist ("
                                        + taken.id() + ")"));
    }
}
