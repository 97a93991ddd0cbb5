package dev.nightjar.definition.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                0 2 * * *           | 2026-11-21T02:00 | 2026-11-22T02:00
                0 2 * * *           | 2026-11-21T01:59 | 2026-11-21T02:00
                */15 9-17 * * MON-FRI | 2026-11-20T17:45 | 2026-11-23T09:00
                30 4 1,15 * *       | 2026-11-15T04:30 | 2026-12-01T04:30
                0 0 1 1 *           | 2026-11-21T00:00 | 2027-01-01T00:00
                0 0 29 2 *          | 2026-11-21T00:00 | 2028-02-29T00:00
                0 0 13 * FRI        | 2026-11-21T00:00 | 2026-11-27T00:00
                0 0 * * 7           | 2026-11-21T00:00 | 2026-11-22T00:00
                5/20 * * * *        | 2026-11-21T10:25 | 2026-11-21T10:45
                0 12 * feb sun      | 2026-11-21T00:00 | 2027-02-07T12:00
                """)
    void the_next_time_is_the_one_a_cron_would_run_at(String cron, LocalDateTime after, LocalDateTime next) {
        ZoneId zone = ZoneId.of("Europe/Berlin");

        assertThat(Cron.parse(cron).after(after.atZone(zone)).toLocalDateTime()).isEqualTo(next);
    }

    @Test
    void a_time_that_a_change_of_the_clock_leaves_out_comes_an_hour_later() {
        ZoneId zone = ZoneId.of("Europe/Berlin");

        assertThat(Cron.parse("30 2 * * *")
                        .after(LocalDateTime.parse("2026-03-28T12:00").atZone(zone))
                        .toLocalDateTime())
                .isEqualTo(LocalDateTime.parse("2026-03-29T03:30"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                0 2 * *     | must have five fields (minute hour day month weekday), found 4: "0 2 * *"
                60 2 * * *  | must be from 0 to 59, found "60"
                0 2 * * XXX | not a number: "XXX"
                0 2-1 * * * | must be from 0 to 23, found "2-1"
                */0 * * * * | must be from 0 to 59, found "*/0"
                0 0 30 2 *  | there is no such day: "0 0 30 2 *"
                a;b * * * * | not a field of a crontab: "a;b"
                """)
    void what_is_no_crontab_is_refused(String text, String message) {
        assertThatThrownBy(() -> Cron.parse(text)).hasMessage(message);
    }
}
