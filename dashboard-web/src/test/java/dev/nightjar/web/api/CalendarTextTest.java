package dev.nightjar.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.web.api.CalendarText.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalendarTextTest {
    private static final Instant NOW = Instant.parse("2026-11-23T02:41:00.5Z");

    private static Entry entry(String summary, String description) {
        return new Entry(
                "shop-1@nightjar",
                Instant.parse("2026-11-23T08:00:00Z"),
                Instant.parse("2026-11-30T08:00:00Z"),
                summary,
                description);
    }

    @Test
    void a_shift_is_an_event_with_times_in_utc() {
        assertThat(CalendarText.of("On call: shop", List.of(entry("Ana on call", "d")), NOW)
                        .split("\r\n", -1))
                .containsExactly(
                        "BEGIN:VCALENDAR",
                        "VERSION:2.0",
                        "PRODID:-//Nightjar//On call//EN",
                        "CALSCALE:GREGORIAN",
                        "METHOD:PUBLISH",
                        "X-WR-CALNAME:On call: shop",
                        "REFRESH-INTERVAL;VALUE=DURATION:PT15M",
                        "X-PUBLISHED-TTL:PT15M",
                        "BEGIN:VEVENT",
                        "UID:shop-1@nightjar",
                        "DTSTAMP:20261123T024100Z",
                        "DTSTART:20261123T080000Z",
                        "DTEND:20261130T080000Z",
                        "SUMMARY:Ana on call",
                        "DESCRIPTION:d",
                        "TRANSP:TRANSPARENT",
                        "END:VEVENT",
                        "END:VCALENDAR",
                        "");
    }

    @Test
    void what_would_end_a_value_or_a_line_is_escaped() {
        assertThat(CalendarText.of("n", List.of(entry("a;b,c\\d", "one\r\ntwo\nEND:VEVENT")), NOW))
                .contains("SUMMARY:a\\;b\\,c\\\\d\r\n")
                .contains("DESCRIPTION:one\\ntwo\\nEND:VEVENT\r\n");
    }

    @Test
    void long_lines_are_folded_at_75_bytes_and_never_inside_a_character() {
        String reason = "Zahnärztin in Köln 🦷 ".repeat(20);
        String text = CalendarText.of("n", List.of(entry("s", reason)), NOW);
        assertThat(text.split("\r\n", -1))
                .allSatisfy(line ->
                        assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75))
                .noneMatch(line -> line.contains("\uFFFD"));
        assertThat(text.replace("\r\n ", "")).contains("DESCRIPTION:" + reason + "\r\n");
    }
}
