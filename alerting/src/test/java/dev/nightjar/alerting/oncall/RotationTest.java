package dev.nightjar.alerting.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RotationTest {
    private static Rotation rotation(String zone, String start, Rotation.Unit unit, int count, String... people) {
        return new Rotation("r", ZoneId.of(zone), LocalDateTime.parse(start), unit, count, List.of(people), List.of());
    }

    @Test
    void a_weekly_handoff_stays_at_nine_when_the_clocks_change() {
        Rotation weekly = rotation("Europe/Berlin", "2026-01-05T09:00", Rotation.Unit.WEEK, 1, "ana", "ben");

        Shift spring = weekly.at(Instant.parse("2026-03-25T12:00:00Z"));
        Shift autumn = weekly.at(Instant.parse("2026-10-22T12:00:00Z"));

        assertThat(Duration.between(spring.start(), spring.end())).isEqualTo(Duration.ofHours(167));
        assertThat(Duration.between(autumn.start(), autumn.end())).isEqualTo(Duration.ofHours(169));
        assertThat(spring.end().atZone(ZoneId.of("Europe/Berlin")).toLocalTime())
                .isEqualTo(LocalTime.of(9, 0));
    }

    @Test
    void a_handoff_in_the_gap_happens_when_the_clocks_jump() {
        Rotation daily = rotation("America/Chicago", "2026-03-01T02:30", Rotation.Unit.DAY, 1, "ana", "ben");
        Shift shift = daily.at(Instant.parse("2026-03-08T07:59:59Z"));
        assertThat(shift.end()).isEqualTo(Instant.parse("2026-03-08T08:00:00Z"));
    }

    @Test
    void a_handoff_that_comes_twice_happens_the_first_time() {
        Rotation daily = rotation("America/Chicago", "2026-10-01T01:30", Rotation.Unit.DAY, 1, "ana", "ben");
        assertThat(daily.at(Instant.parse("2026-11-01T06:30:00Z")).start())
                .isEqualTo(Instant.parse("2026-11-01T06:30:00Z"));
    }

    @Test
    void half_an_hour_of_summer_time_is_no_trouble() {
        Rotation daily = rotation("Australia/Lord_Howe", "2026-01-01T09:00", Rotation.Unit.DAY, 1, "ana", "ben");
        Shift shift = daily.at(Instant.parse("2026-04-04T12:00:00Z"));
        assertThat(Duration.between(shift.start(), shift.end())).isEqualTo(Duration.ofMinutes(24 * 60 + 30));
    }

    @Test
    void hours_are_elapsed_hours() {
        Rotation hourly = rotation("Europe/Berlin", "2026-03-28T00:00", Rotation.Unit.HOUR, 12, "ana", "ben");
        Shift shift = hourly.at(Instant.parse("2026-03-29T03:00:00Z"));
        assertThat(Duration.between(shift.start(), shift.end())).isEqualTo(Duration.ofHours(12));
    }

    @Test
    void people_take_turns_and_there_is_somebody_before_the_start() {
        Rotation daily = rotation("UTC", "2026-01-10T00:00", Rotation.Unit.DAY, 1, "ana", "ben", "cy");
        assertThat(daily.at(Instant.parse("2026-01-10T00:00:00Z")).person()).isEqualTo("ana");
        assertThat(daily.at(Instant.parse("2026-01-11T23:59:59Z")).person()).isEqualTo("ben");
        assertThat(daily.at(Instant.parse("2026-01-13T00:00:00Z")).person()).isEqualTo("ana");
        assertThat(daily.at(Instant.parse("2026-01-09T12:00:00Z")).person()).isEqualTo("cy");
    }

    private static Rotation daily(ShiftOverride... overrides) {
        Rotation plain = rotation("UTC", "2026-01-10T00:00", Rotation.Unit.DAY, 1, "ana", "ben");
        return new Rotation(
                "r",
                plain.zone(),
                plain.start(),
                plain.unit(),
                plain.count(),
                plain.participants(),
                List.of(overrides));
    }

    private static ShiftOverride override(String start, String end, String person) {
        return new ShiftOverride(Instant.parse(start), Instant.parse(end), person);
    }

    private static String words(Shift shift) {
        return shift.person() + " " + shift.start() + " " + shift.end() + (shift.isOverride() ? " taken" : "");
    }

    @Test
    void an_override_splits_a_turn_and_changes_nothing_else() {
        Rotation rotation = daily(override("2026-01-10T08:00:00Z", "2026-01-10T12:00:00Z", "cy"));

        assertThat(rotation.between(Instant.parse("2026-01-10T01:00:00Z"), Instant.parse("2026-01-11T01:00:00Z")))
                .extracting(RotationTest::words)
                .containsExactly(
                        "ana 2026-01-10T00:00:00Z 2026-01-10T08:00:00Z",
                        "cy 2026-01-10T08:00:00Z 2026-01-10T12:00:00Z taken",
                        "ana 2026-01-10T12:00:00Z 2026-01-11T00:00:00Z",
                        "ben 2026-01-11T00:00:00Z 2026-01-12T00:00:00Z");
    }

    @Test
    void an_override_may_span_turns_and_be_followed_by_another_at_once() {
        Rotation rotation = daily(
                override("2026-01-12T06:00:00Z", "2026-01-12T07:00:00Z", "ben"),
                override("2026-01-10T12:00:00Z", "2026-01-12T06:00:00Z", "cy"));

        assertThat(rotation.between(Instant.parse("2026-01-10T00:00:00Z"), Instant.parse("2026-01-13T00:00:00Z")))
                .extracting(RotationTest::words)
                .containsExactly(
                        "ana 2026-01-10T00:00:00Z 2026-01-10T12:00:00Z",
                        "cy 2026-01-10T12:00:00Z 2026-01-12T06:00:00Z taken",
                        "ben 2026-01-12T06:00:00Z 2026-01-12T07:00:00Z taken",
                        "ana 2026-01-12T07:00:00Z 2026-01-13T00:00:00Z");
    }

    @Test
    void of_overrides_that_overlap_the_last_one_counts_and_the_others_keep_what_it_leaves() {
        Rotation rotation = daily(
                override("2026-01-10T06:00:00Z", "2026-01-10T18:00:00Z", "ben"),
                override("2026-01-10T10:00:00Z", "2026-01-10T12:00:00Z", "cy"),
                override("2026-01-10T11:00:00Z", "2026-01-10T20:00:00Z", "dee"),
                override("2026-01-10T13:00:00Z", "2026-01-10T14:00:00Z", "ana"));

        assertThat(rotation.between(Instant.parse("2026-01-10T00:00:00Z"), Instant.parse("2026-01-11T00:00:00Z")))
                .extracting(RotationTest::words)
                .containsExactly(
                        "ana 2026-01-10T00:00:00Z 2026-01-10T06:00:00Z",
                        "ben 2026-01-10T06:00:00Z 2026-01-10T10:00:00Z taken",
                        "cy 2026-01-10T10:00:00Z 2026-01-10T11:00:00Z taken",
                        "dee 2026-01-10T11:00:00Z 2026-01-10T13:00:00Z taken",
                        "ana 2026-01-10T13:00:00Z 2026-01-10T14:00:00Z taken",
                        "dee 2026-01-10T14:00:00Z 2026-01-10T20:00:00Z taken",
                        "ana 2026-01-10T20:00:00Z 2026-01-11T00:00:00Z");
    }

    @ParameterizedTest
    @EnumSource(Rotation.Unit.class)
    void in_every_zone_shifts_tile_two_years_without_gap_or_overlap(Rotation.Unit unit) {
        Instant end = Instant.parse("2028-01-01T00:00:00Z");
        int count = unit == Rotation.Unit.HOUR ? 100 : unit == Rotation.Unit.DAY ? 5 : 1;
        for (String zone : ZoneId.getAvailableZoneIds().stream().sorted().toList()) {
            Rotation rotation = rotation(zone, "2026-01-05T02:30", unit, count, "ana", "ben", "cy");
            Shift shift = rotation.at(Instant.parse("2026-01-06T12:00:00Z"));
            while (shift.start().isBefore(end)) {
                Shift next = rotation.at(shift.end());
                assertThat(next.start()).as(zone).isEqualTo(shift.end());
                assertThat(rotation.at(next.start().minusMillis(1))).as(zone).isEqualTo(shift);
                assertThat(next.person()).as(zone).isNotEqualTo(shift.person());
                shift = next;
            }
        }
    }
}
