package dev.nightjar.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineFactsTest {
    private static final Instant READ = Instant.parse("2026-11-21T04:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-11-21T03:59:58.123456789Z INFO x      | 2026-11-21T03:59:58.123456789Z
            2026-11-21 03:59:58,5 INFO x               | 2026-11-21T03:59:58.5Z
            [2026-11-21T04:59:58+01:00] x              | 2026-11-21T03:59:58Z
            {"time":"2026-11-20T22:59:58-0500","m":1}  | 2026-11-21T03:59:58Z
            """)
    void a_line_has_the_time_it_says(String line, String expected) {
        assertThat(time(line)).isEqualTo(Instant.parse(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-11-21T03:59:58Z INFO x            | 2026-11-21T03:59:58.005000041Z
            2026-11-21T03:59:58.120Z INFO x        | 2026-11-21T03:59:58.120000041Z
            2026-11-21T03:59:58.123456Z INFO x     | 2026-11-21T03:59:58.123456041Z
            2026-11-21T03:59:58.123456789Z INFO x  | 2026-11-21T03:59:58.123456789Z
            """)
    void equal_lines_of_one_moment_stay_apart_by_where_they_stand(String line, String expected) {
        assertThat(time(line, 5_000_041)).isEqualTo(Instant.parse(expected));
    }

    @Test
    void however_many_equal_lines_a_second_has_they_stay_apart_and_in_order() {
        String line = "2026-11-21T03:59:58Z ERROR refused";
        assertThat(time(line, 999_950)).isBefore(time(line, 1_000_000)).isBefore(time(line, 1_999_950));
    }

    @ParameterizedTest
    @CsvSource({
        "no time at all",
        "2026-13-45T99:00:00Z impossible",
        "2019-01-01T00:00:00Z too old",
        "2027-01-01T00:00:00Z too young"
    })
    void a_line_without_a_believable_time_has_that_of_its_reading(String line) {
        assertThat(time(line)).isEqualTo(READ);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21 ERROR x, error",
        "level=warning msg=x, warn",
        "{\"level\":\"CRITICAL\"}, fatal",
        "[notice] x, info",
        "a terror film, ''",
    })
    void a_line_has_the_level_it_names_first(String line, String level) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        assertThat(LineLevel.of(bytes, 0, bytes.length)).isEqualTo(level);
    }

    @Test
    void only_the_beginning_of_a_line_is_looked_at() {
        byte[] bytes = (" ".repeat(300) + "ERROR").getBytes(StandardCharsets.UTF_8);
        assertThat(LineLevel.of(bytes, 0, bytes.length)).isEmpty();
    }

    private static Instant time(String line) {
        return time(line, 0);
    }

    private static Instant time(String line, long place) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return Instant.ofEpochSecond(0, LineTime.of(bytes, 0, bytes.length, place, READ.toEpochMilli() * 1_000_000));
    }
}
