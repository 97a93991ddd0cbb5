package dev.nightjar.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeTextTest {
    /** By the library's own parser of general formats. */
    private static OptionalLong expected(String text) {
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            return OptionalLong.of(
                    Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano()));
        } catch (DateTimeException | ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    @Test
    void times_are_what_the_general_parser_says() {
        String[] texts = {
            "2023-11-14T22:13:20Z",
            "2023-11-14T22:13:20.1Z",
            "2023-11-14T22:13:20.123456789+05:30",
            "1969-12-31T23:59:59.999999999Z",
            "2024-02-29T00:00:00-00:30",
            "2023-02-29T00:00:00Z",
            "2023-11-14T22:13:20.1234567890Z",
            "2023-11-14T22:13:20.Z",
            "2023-11-14T24:00:00Z",
            "2023-11-14T23:59:60Z",
            "2023-11-14T22:13:20",
            "2023-11-14T22:13Z",
            "2023-11-14t22:13:20z",
            "2023-11-14T22:13:20+18:00",
            "2023-11-14T22:13:20+18:01",
            "2023-11-14T22:13:20+19:00",
            "2023-11-14T22:13:20+0100",
            "2023-11-14 22:13:20Z",
            "2023-13-14T22:13:20Z",
            "2262-04-11T23:47:16.854775807Z",
            "2262-04-11T23:47:16.854775808Z",
            "9999-12-31T23:59:59Z",
            "+12023-11-14T22:13:20Z",
            "now",
            "",
        };
        for (String text : texts) {
            assertThat(TimeText.nanos(text)).as(text).isEqualTo(expected(text));
        }
    }

    @Test
    void any_change_to_a_time_reads_as_the_general_parser_says() {
        Random random = new Random(4);
        String alphabet = "0123456789:-+.TZ ";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder("2024-02-28T21:43:50.25+01:00");
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                text.setCharAt(random.nextInt(text.length()), alphabet.charAt(random.nextInt(alphabet.length())));
            }
            text.setLength(random.nextInt(15) == 0 ? random.nextInt(text.length()) : text.length());
            assertThat(TimeText.nanos(text.toString())).as(text.toString()).isEqualTo(expected(text.toString()));
        }
    }
}
