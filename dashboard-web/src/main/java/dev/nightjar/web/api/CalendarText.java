package dev.nightjar.web.api;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * A calendar to subscribe to, as iCalendar (RFC 5545) has it. Times are in UTC, so that no definition of a zone goes along:
 * each program shows them by its reader's clocks. Pure.
 */
final class CalendarText {
    static final String TYPE = "text/calendar; charset=utf-8";

    /** Lines are folded at so many bytes, without their end. */
    private static final int LONGEST_LINE = 75;

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /**
     * A time in it.
     *
     * @param id the same each time it is asked for, so that programs know it again
     * @param until first moment after it
     */
    record Entry(String id, Instant from, Instant until, String summary, String description) {}

    private final StringBuilder text = new StringBuilder();

    private CalendarText() {}

    static String of(String name, List<Entry> entries, Instant now) {
        return new CalendarText().calendar(name, entries, now);
    }

    private String calendar(String name, List<Entry> entries, Instant now) {
        line("BEGIN", "VCALENDAR");
        line("VERSION", "2.0");
        line("PRODID", "-//Nightjar//On call//EN");
        line("CALSCALE", "GREGORIAN");
        line("METHOD", "PUBLISH");
        line("X-WR-CALNAME", escaped(name));
        line("REFRESH-INTERVAL;VALUE=DURATION", "PT15M");
        line("X-PUBLISHED-TTL", "PT15M");
        for (Entry entry : entries) {
            line("BEGIN", "VEVENT");
            line("UID", escaped(entry.id()));
            line("DTSTAMP", UTC.format(now));
            line("DTSTART", UTC.format(entry.from()));
            line("DTEND", UTC.format(entry.until()));
            line("SUMMARY", escaped(entry.summary()));
            line("DESCRIPTION", escaped(entry.description()));
            // who is on call may meet others
            line("TRANSP", "TRANSPARENT");
            line("END", "VEVENT");
        }
        line("END", "VCALENDAR");
        return text.toString();
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replace("\r\n", "\\n")
                .replace("\n", "\\n")
                .replace("\r", "\\n");
    }

    /** Never breaks inside a character. */
    private void line(String name, String value) {
        int bytes = 0;
        String whole = name + ":" + value;
        for (int at = 0; at < whole.length(); at = whole.offsetByCodePoints(at, 1)) {
            String letter = whole.substring(at, whole.offsetByCodePoints(at, 1));
            int size = letter.getBytes(StandardCharsets.UTF_8).length;
            if (bytes + size > LONGEST_LINE) {
                text.append("\r\n ");
                bytes = 1;
            }
            text.append(letter);
            bytes += size;
        }
        text.append("\r\n");
    }
}
