package dev.nightjar.ingest.syslog;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalLong;

/**
 * Times such as {@code Nov  5 13:07:09}: without a year and a zone, which must be guessed. Firewalls and switches write
 * the year, {@code Nov  5 2026 13:07:09}.
 */
final class YearlessTime {
    static final int LENGTH = 15;
    static final int LENGTH_WITH_YEAR = 20;

    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    /** What clocks may be ahead, and New Year's Eve be told of on New Year. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private YearlessTime() {}

    /** Nanoseconds since the epoch of the latest such time that is not after the time of receipt; none where it is no time. */
    static OptionalLong nanos(byte[] in, int from, int to, long receivedNanos, ZoneId zone) {
        if (from + LENGTH > to
                || in[from + 3] != ' '
                || in[from + 6] != ' '
                || in[from + 9] != ':'
                || in[from + 12] != ':') {
            return OptionalLong.empty();
        }
        int month = month(in, from);
        int day = day(in, from);
        int hour = number(in, from + 7, 2);
        int minute = number(in, from + 10, 2);
        int second = number(in, from + 13, 2);
        Instant latest = Instant.ofEpochSecond(0, receivedNanos).plus(AHEAD);
        int year = latest.atZone(zone).getYear();
        for (int back = 0; back <= 4; back++) {
            try {
                Instant time = LocalDateTime.of(year - back, month, day, hour, minute, second)
                        .atZone(zone)
                        .toInstant();
                if (!time.isAfter(latest)) {
                    return OptionalLong.of(time.getEpochSecond() * 1_000_000_000L);
                }
            } catch (DateTimeException e) {
                boolean leapDay = month == 2 && day == 29;
                if (!leapDay) {
                    return OptionalLong.empty();
                }
            }
        }
        return OptionalLong.empty();
    }

    /** The same of a time with its year; none where it is no such time. */
    static OptionalLong nanosWithYear(byte[] in, int from, int to, ZoneId zone) {
        if (from + LENGTH_WITH_YEAR > to
                || in[from + 3] != ' '
                || in[from + 6] != ' '
                || in[from + 11] != ' '
                || in[from + 14] != ':'
                || in[from + 17] != ':') {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(LocalDateTime.of(
                                    number(in, from + 7, 4),
                                    month(in, from),
                                    day(in, from),
                                    number(in, from + 12, 2),
                                    number(in, from + 15, 2),
                                    number(in, from + 18, 2))
                            .atZone(zone)
                            .toEpochSecond()
                    * 1_000_000_000L);
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }

    /** 0 where it is none. */
    private static int month(byte[] in, int from) {
        return 1 + MONTHS.indexOf(new String(in, from, 3, StandardCharsets.ISO_8859_1));
    }

    private static int day(byte[] in, int from) {
        return in[from + 4] == ' ' ? number(in, from + 5, 1) : number(in, from + 4, 2);
    }

    /** -1 where it is none. */
    private static int number(byte[] in, int from, int digits) {
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            if (in[i] < '0' || in[i] > '9') {
                return -1;
            }
            number = 10 * number + in[i] - '0';
        }
        return number;
    }
}
