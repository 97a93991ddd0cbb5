package dev.nightjar.alerting.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SloWindowTest {
    private static final LocalDateTime START = LocalDateTime.parse("2024-01-01T00:00:00");

    @ParameterizedTest
    @CsvSource({
        "DAY, 1, Europe/Berlin, 2026-03-29T10:00:00Z, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
        "DAY, 1, Europe/Berlin, 2026-10-25T10:00:00Z, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
        "WEEK, 1, UTC, 2026-11-21T03:00:00Z, 2026-11-16T00:00:00Z, 2026-11-23T00:00:00Z",
        "MONTH, 1, America/New_York, 2026-11-01T03:59:59Z, 2026-10-01T04:00:00Z, 2026-11-01T04:00:00Z",
        "MONTH, 1, America/New_York, 2026-11-01T04:00:00Z, 2026-11-01T04:00:00Z, 2026-12-01T05:00:00Z",
        "QUARTER, 1, UTC, 2026-11-21T03:00:00Z, 2026-10-01T00:00:00Z, 2027-01-01T00:00:00Z",
        "YEAR, 1, UTC, 2023-05-05T00:00:00Z, 2023-01-01T00:00:00Z, 2024-01-01T00:00:00Z",
        "MONTH, 2, UTC, 2026-12-31T23:00:00Z, 2026-11-01T00:00:00Z, 2027-01-01T00:00:00Z",
    })
    void calendars_begin_at_local_boundaries(
            SloWindow.Unit unit, int count, String zone, Instant now, Instant from, Instant until) {
        SloWindow window = new SloWindow.Calendar(unit, count, START, ZoneId.of(zone));
        assertThat(window.at(now)).isEqualTo(new SloWindow.Period(from, until));
    }

    @Test
    void a_start_on_the_31st_is_the_last_day_of_shorter_months() {
        SloWindow window = new SloWindow.Calendar(
                SloWindow.Unit.MONTH, 1, LocalDateTime.parse("2026-01-31T00:00:00"), ZoneId.of("UTC"));
        assertThat(window.at(Instant.parse("2026-03-15T00:00:00Z")))
                .isEqualTo(new SloWindow.Period(
                        Instant.parse("2026-02-28T00:00:00Z"), Instant.parse("2026-03-31T00:00:00Z")));
    }

    @Test
    void a_rolling_window_ends_now() {
        Instant now = Instant.parse("2026-11-21T03:00:00Z");
        assertThat(new SloWindow.Rolling(Duration.ofDays(30)).at(now))
                .isEqualTo(new SloWindow.Period(now.minus(Duration.ofDays(30)), now));
    }
}
