package dev.nightjar.gotemplate.notation;

import dev.nightjar.gotemplate.notation.GoLayout.Part;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads a time by a layout. What the layout does not name is that of the first moment of year 0, in the zone given. */
final class TimeReader {
    /** The text does not fit. */
    private static final class Unfit extends Exception {
        Unfit() {
            super(null, null, false, false);
        }
    }

    private final String text;
    private int at;
    private int year;
    private int month = 1;
    private int day = 1;
    private int yearDay;
    private int hour;
    private int minute;
    private int second;
    private int nano;
    private boolean afternoon;
    private boolean halves;
    private ZoneId zone;

    TimeReader(String text, ZoneId zone) {
        this.text = text;
        this.zone = zone;
    }

    /** Nothing where the text does not fit, or names no day. */
    Optional<ZonedDateTime> read(List<Part> layout) {
        try {
            for (Part part : layout) {
                read(part);
            }
            if (at < text.length()) {
                return Optional.empty();
            }
            LocalDate date = yearDay > 0 ? LocalDate.ofYearDay(year, yearDay) : LocalDate.of(year, month, day);
            int clock = halves ? hour % 12 + (afternoon ? 12 : 0) : hour;
            return Optional.of(ZonedDateTime.of(date, LocalTime.of(clock, minute, second, nano), zone));
        } catch (Unfit | DateTimeException e) {
            return Optional.empty();
        }
    }

    private void read(Part part) throws Unfit {
        switch (part.element()) {
            case TEXT -> literal(part.text());
            case LONG_MONTH, MONTH -> month = monthName();
            case NUMBER_MONTH -> month = number(1, 2);
            case ZERO_MONTH -> month = number(2, 2);
            case LONG_WEEKDAY, WEEKDAY -> weekday();
            case DAY, BLANK_DAY -> day = number(1, 2);
            case ZERO_DAY -> day = number(2, 2);
            case BLANK_YEAR_DAY -> yearDay = number(1, 3);
            case ZERO_YEAR_DAY -> yearDay = number(3, 3);
            case HOUR -> hour = number(2, 2);
            case HOUR_12 -> hour = number(1, 2);
            case ZERO_HOUR_12 -> hour = number(2, 2);
            case MINUTE -> minute = number(1, 2);
            case ZERO_MINUTE -> minute = number(2, 2);
            case SECOND -> second(1);
            case ZERO_SECOND -> second(2);
            case LONG_YEAR -> year = number(4, 4);
            case YEAR -> {
                int short2 = number(2, 2);
                year = short2 >= 69 ? 1900 + short2 : 2000 + short2;
            }
            case UPPER_HALF -> half("AM", "PM");
            case LOWER_HALF -> half("am", "pm");
            case ZONE_NAME -> zoneName();
            case Z_OFFSET, Z_COLON_OFFSET, Z_HOURS, Z_SECONDS_OFFSET, Z_COLON_SECONDS_OFFSET -> {
                if (text.startsWith("Z", at)) {
                    at++;
                    zone = ZoneOffset.UTC;
                } else {
                    offset(part.text());
                }
            }
            case OFFSET, COLON_OFFSET, HOURS, SECONDS_OFFSET, COLON_SECONDS_OFFSET -> offset(part.text());
            case FRACTION -> fraction(part.text().length() - 1);
            case SHORT_FRACTION -> optionalFraction();
        }
    }

    private static void require(boolean holds) throws Unfit {
        if (!holds) {
            throw new Unfit();
        }
    }

    /** Blanks in the layout stand for any number of blanks. */
    private void literal(String literal) throws Unfit {
        for (int i = 0; i < literal.length(); i++) {
            if (literal.charAt(i) == ' ') {
                while (text.startsWith(" ", at)) {
                    at++;
                }
            } else {
                require(at < text.length() && text.charAt(at) == literal.charAt(i));
                at++;
            }
        }
    }

    private int number(int fewest, int most) throws Unfit {
        while (fewest < most && text.startsWith(" ", at)) {
            at++;
        }
        int start = at;
        while (at < text.length() && at - start < most && Character.digit(text.charAt(at), 10) >= 0) {
            at++;
        }
        require(at - start >= fewest);
        return Integer.parseInt(text, start, at, 10);
    }

    /** A fraction may follow that the layout does not name. */
    private void second(int fewest) throws Unfit {
        second = number(fewest, 2);
        boolean point = at + 1 < text.length() && (text.charAt(at) == '.' || text.charAt(at) == ',');
        if (point && Character.digit(text.charAt(at + 1), 10) >= 0) {
            optionalFraction();
        }
    }

    private void optionalFraction() throws Unfit {
        int end = at + 1;
        while (end < text.length() && Character.digit(text.charAt(end), 10) >= 0) {
            end++;
        }
        if (at < text.length() && (text.charAt(at) == '.' || text.charAt(at) == ',') && end > at + 1) {
            fraction(end - at - 1);
        }
    }

    /** Where the seconds took it already there is none left. */
    private void fraction(int digits) throws Unfit {
        if (nano != 0 && !text.startsWith(".", at) && !text.startsWith(",", at)) {
            return;
        }
        require(at + digits < text.length() && (text.charAt(at) == '.' || text.charAt(at) == ','));
        String written = text.substring(at + 1, at + 1 + digits);
        require(written.chars().allMatch(c -> c >= '0' && c <= '9'));
        nano = Integer.parseInt((written + "000000000").substring(0, 9));
        at += 1 + digits;
    }

    private int monthName() throws Unfit {
        for (Month each : Month.values()) {
            if (takeName(each.getDisplayName(TextStyle.FULL, Locale.ENGLISH))) {
                return each.getValue();
            }
        }
        throw new Unfit();
    }

    private void weekday() throws Unfit {
        for (DayOfWeek each : DayOfWeek.values()) {
            if (takeName(each.getDisplayName(TextStyle.FULL, Locale.ENGLISH))) {
                return;
            }
        }
        throw new Unfit();
    }

    /** The whole name or its first three letters. */
    private boolean takeName(String name) {
        for (String form : List.of(name, name.substring(0, 3))) {
            if (text.regionMatches(true, at, form, 0, form.length())) {
                at += form.length();
                return true;
            }
        }
        return false;
    }

    private void half(String before, String after) throws Unfit {
        require(text.startsWith(before, at) || text.startsWith(after, at));
        halves = true;
        afternoon = text.startsWith(after, at);
        at += 2;
    }

    /** Three or four letters, of which only UTC's are known. */
    private void zoneName() throws Unfit {
        int start = at;
        while (at < text.length() && Character.isUpperCase(text.charAt(at))) {
            at++;
        }
        require(at - start >= 3 && at - start <= 4);
        if (text.startsWith("UTC", start) || text.startsWith("GMT", start)) {
            zone = ZoneOffset.UTC;
        }
    }

    private void offset(String notation) throws Unfit {
        boolean colon = notation.contains(":");
        long groups = notation.chars().filter(Character::isDigit).count() / 2;
        require(text.startsWith("+", at) || text.startsWith("-", at));
        int sign = text.charAt(at++) == '-' ? -1 : 1;
        int seconds = 0;
        int unit = 3600;
        for (int i = 0; i < groups; i++) {
            if (i > 0 && colon) {
                literal(":");
            }
            seconds += number(2, 2) * unit;
            unit /= 60;
        }
        zone = ZoneOffset.ofTotalSeconds(sign * seconds);
    }
}
