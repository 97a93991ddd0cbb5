package dev.nightjar.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {
    @ParameterizedTest
    @CsvSource({
        "1435781451.781, 1435781451781",
        "1435781451, 1435781451000",
        "-1.5, -1500",
        "1.4357814517814e9, 1435781451781",
        "1767607800.0005, 1767607800000",
        "1767607800.0006, 1767607800001",
        "2015-07-01T20:10:51.781Z, 1435781451781",
        "2015-07-01T22:10:51+02:00, 1435781451000",
        "2015-07-01T22:10:51 02:00, 1435781451000"
    })
    void times_are_seconds_or_rfc_3339(String text, long millis) {
        assertThat(TimeText.millis(text)).hasValue(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "1e400", "NaN", "99999999999999", "0x10"})
    void what_is_no_time_is_told_apart(String text) {
        assertThat(TimeText.millis(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1435781451.781, 1435781451781",
        "9999999999, 9223372036854775807",
        "253402300799, 9223372036854775807",
        "9999-12-31T23:59:59Z, 9223372036854775807",
        "-62135596800, -9223372036854775808",
        "0001-01-01T00:00:00Z, -9223372036854775808",
    })
    void bounds_may_be_farther_than_any_time(String text, long millis) {
        assertThat(TimeText.boundMillis(text)).hasValue(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9999-13-31T23:59:59Z", "99999999999x", ""})
    void what_is_no_bound_is_told_apart(String text) {
        assertThat(TimeText.boundMillis(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1700000000000000001, 1700000000000000001",
        "1700000000, 1700000000000000000",
        "1700000000.000000001, 1700000000000000001",
        "2023-11-14T22:13:20.000000001Z, 1700000000000000001",
        "1700000000000000000.0, 1700000000000000000",
        "1.7e18, 1700000000000000000"
    })
    void loki_times_are_nanoseconds_seconds_or_rfc_3339(String text, long nanos) {
        assertThat(TimeText.nanos(text)).hasValue(nanos);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.7e19", "10000000000.0", "17000000000000000000", "1.7e99", "1.5x"})
    void what_is_no_loki_time_is_told_apart(String text) {
        assertThat(TimeText.nanos(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"5m, 300000", "1h30m, 5400000", "15, 15000", "0.5, 500", "1w, 604800000", "250ms, 250"})
    void durations_have_units_or_are_seconds(String text, long millis) {
        assertThat(TimeText.durationMillis(text)).hasValue(millis);
    }

    @Test
    void what_is_no_duration_is_told_apart() {
        assertThat(TimeText.durationMillis("")).isEmpty();
        assertThat(TimeText.durationMillis("m5")).isEmpty();
        assertThat(TimeText.durationMillis("99999999999999999999y")).isEmpty();
    }
}
