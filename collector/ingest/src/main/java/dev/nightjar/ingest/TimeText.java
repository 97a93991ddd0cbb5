package dev.nightjar.ingest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.OptionalLong;

/**
 * Reads times as RFC 3339 writes them. The shape that nearly all senders use, {@code 2023-11-14T22:13:20.123Z} with or
 * without a fraction or an offset, is read digit by digit: a parser of general formats takes a microsecond, which is
 * half of what a line costs.
 */
public final class TimeText {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int SECONDS_END = 19;
    private static final int MOST_DIGITS = 9;
    private static final long NOT_SO = Long.MIN_VALUE;

    private TimeText() {}

    /** Nanoseconds since the epoch; none where the text is no time, or one that 64 bits of nanoseconds do not reach. */
    public static OptionalLong nanos(String text) {
        try {
            long quick = usual(text);
            if (quick != NOT_SO) {
                return OptionalLong.of(quick);
            }
            Instant time = OffsetDateTime.parse(text).toInstant();
            return OptionalLong.of(
                    Math.addExact(Math.multiplyExact(time.getEpochSecond(), NANOS_PER_SECOND), time.getNano()));
        } catch (DateTimeException | ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    private static long usual(String text) {
        if (text.length() <= SECONDS_END
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            return NOT_SO;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 2);
        int day = number(text, 8, 2);
        int hour = number(text, 11, 2);
        int minute = number(text, 14, 2);
        int second = number(text, 17, 2);
        if ((year | month | day | hour | minute | second) < 0 || hour > 23 || minute > 59 || second > 59) {
            return NOT_SO;
        }
        int at = SECONDS_END;
        long nanos = 0;
        if (text.charAt(at) == '.') {
            int from = ++at;
            while (at < text.length() && isDigit(text.charAt(at))) {
                nanos = 10 * nanos + text.charAt(at++) - '0';
                if (at - from > MOST_DIGITS) {
                    return NOT_SO;
                }
            }
            if (at == from) {
                return NOT_SO;
            }
            for (int digits = at - from; digits < MOST_DIGITS; digits++) {
                nanos *= 10;
            }
        }
        int offset = offsetSeconds(text, at);
        if (offset == Integer.MIN_VALUE) {
            return NOT_SO;
        }
        long days = LocalDate.of(year, month, day).toEpochDay();
        int ofDay = hour * 3600 + minute * 60 + second;
        long seconds = days * 86_400 + ofDay - offset;
        return Math.addExact(Math.multiplyExact(seconds, NANOS_PER_SECOND), nanos);
    }

    /** Of {@code Z} or {@code +01:00} at the end of the text; the least int for anything else. */
    private static int offsetSeconds(String text, int at) {
        if (at + 1 == text.length() && text.charAt(at) == 'Z') {
            return 0;
        }
        if (at + 6 != text.length() || text.charAt(at + 3) != ':') {
            return Integer.MIN_VALUE;
        }
        int sign = text.charAt(at) == '+' ? 1 : text.charAt(at) == '-' ? -1 : 0;
        int hours = number(text, at + 1, 2);
        int minutes = number(text, at + 4, 2);
        if (sign == 0 || hours < 0 || hours > 17 || minutes < 0 || minutes > 59) {
            return Integer.MIN_VALUE; // beyond 18 hours is no offset, which the general parser says
        }
        return sign * (hours * 3600 + minutes * 60);
    }

    private static int number(String text, int from, int digits) {
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            if (!isDigit(text.charAt(i))) {
                return -1;
            }
            number = 10 * number + text.charAt(i) - '0';
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
