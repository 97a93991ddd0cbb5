package dev.nightjar.gotemplate.notation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoTimesTest {
    private static final ZonedDateTime TIME = ZonedDateTime.of(2017, 7, 14, 2, 40, 0, 120_000_000, ZoneOffset.UTC);

    /** As promtool 3.5.3 shows that time, less the fraction. */
    @ParameterizedTest
    @CsvSource(delimiterString = " => ", textBlock = """
            06-1-2 3:4:5pm             => 17-7-14 2:40:0am
            Jan January Jane           => Jul July Jane
            Monday Mon                 => Friday Fri
            002 __2 _2                 => 195 195 14
            -07 -0700 -07:00 Z07:00 MST => +00 +0000 +00:00 Z UTC
            05.000 05.999 05,00        => 00.120 00.12 00,12
            2006-01-02T15:04:05Z07:00  => 2017-07-14T02:40:00Z
            """)
    void is_shown_as_the_layout_shows_its_moment(String layout, String expected) {
        assertThat(GoTimes.format(layout, TIME)).isEqualTo(expected);
    }

    @Test
    void a_zone_shows_its_name_and_an_offset_its_hours() {
        assertThat(GoTimes.shown(TIME.withZoneSameInstant(ZoneId.of("Europe/Berlin"))))
                .isEqualTo("2017-07-14 04:40:00.12 +0200 CEST");
        assertThat(GoTimes.shown(TIME.withZoneSameInstant(ZoneOffset.ofHours(3))))
                .isEqualTo("2017-07-14 05:40:00.12 +0300 +03");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", textBlock = """
            2006-01-02               => 2024-02-29               => 2024-02-29T00:00Z
            Jan _2 15:04:05 2006     => Feb  9 08:01:02 2024     => 2024-02-09T08:01:02Z
            2006-01-02T15:04:05Z07:00 => 2024-02-29T01:02:03.5+05:30 => 2024-02-29T01:02:03.500+05:30
            3:04PM                   => 1:30PM                   => 0000-01-01T13:30Z
            2006-01-02               => 2024-13-01               => 0001-01-01T00:00Z
            2006-01-02               => yesterday                => 0001-01-01T00:00Z
            """)
    void is_read_by_a_layout_and_is_the_first_of_all_times_where_it_does_not_fit(
            String layout, String text, String expected) {
        assertThat(GoTimes.parse(layout, text, ZoneOffset.UTC)).hasToString(expected);
    }
}
