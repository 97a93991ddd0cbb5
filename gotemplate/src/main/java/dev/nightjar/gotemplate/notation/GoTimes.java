package dev.nightjar.gotemplate.notation;

import dev.nightjar.gotemplate.notation.GoLayout.Part;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;

/** Times as Go writes and reads them. */
public final class GoTimes {
    private static final String SHOWN = "2006-01-02 15:04:05.999999999 -0700 MST";

    private GoTimes() {}

    /** As a time is written where no layout is given. */
    public static String shown(ZonedDateTime time) {
        return format(SHOWN, time);
    }

    public static String format(String layout, ZonedDateTime time) {
        StringBuilder text = new StringBuilder();
        for (Part part : GoLayout.parts(layout)) {
            text.append(written(part, time));
        }
        return text.toString();
    }

    /** The moment; Go's zero time where the text does not fit the layout. */
    public static ZonedDateTime parse(String layout, String text, ZoneId zone) {
        return new TimeReader(text, zone)
                .read(GoLayout.parts(layout))
                .orElse(ZonedDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC));
    }

    private static String written(Part part, ZonedDateTime time) {
        int hour12 = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
        return switch (part.element()) {
            case TEXT -> part.text();
            case LONG_MONTH -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case MONTH ->
                time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH).substring(0, 3);
            case NUMBER_MONTH -> Integer.toString(time.getMonthValue());
            case ZERO_MONTH -> padded(time.getMonthValue(), 2);
            case LONG_WEEKDAY -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case WEEKDAY ->
                time.getDayOfWeek()
                        .getDisplayName(TextStyle.FULL, Locale.ENGLISH)
                        .substring(0, 3);
            case DAY -> Integer.toString(time.getDayOfMonth());
            case BLANK_DAY -> padded(time.getDayOfMonth(), 2, ' ');
            case ZERO_DAY -> padded(time.getDayOfMonth(), 2);
            case BLANK_YEAR_DAY -> padded(time.getDayOfYear(), 3, ' ');
            case ZERO_YEAR_DAY -> padded(time.getDayOfYear(), 3);
            case HOUR -> padded(time.getHour(), 2);
            case HOUR_12 -> Integer.toString(hour12);
            case ZERO_HOUR_12 -> padded(hour12, 2);
            case MINUTE -> Integer.toString(time.getMinute());
            case ZERO_MINUTE -> padded(time.getMinute(), 2);
            case SECOND -> Integer.toString(time.getSecond());
            case ZERO_SECOND -> padded(time.getSecond(), 2);
            case LONG_YEAR -> padded(time.getYear(), 4);
            case YEAR -> padded(Math.floorMod(time.getYear(), 100), 2);
            case UPPER_HALF -> time.getHour() < 12 ? "AM" : "PM";
            case LOWER_HALF -> time.getHour() < 12 ? "am" : "pm";
            case ZONE_NAME -> zoneName(time);
            case Z_OFFSET, Z_COLON_OFFSET, Z_HOURS, Z_SECONDS_OFFSET, Z_COLON_SECONDS_OFFSET ->
                time.getOffset().getTotalSeconds() == 0 ? "Z" : offset(part.text(), time);
            case OFFSET, COLON_OFFSET, HOURS, SECONDS_OFFSET, COLON_SECONDS_OFFSET -> offset(part.text(), time);
            case FRACTION -> part.text().charAt(0) + digits(part, time);
            case SHORT_FRACTION -> {
                String digits = digits(part, time);
                int end = digits.length();
                while (end > 0 && digits.charAt(end - 1) == '0') {
                    end--;
                }
                yield end == 0 ? "" : part.text().charAt(0) + digits.substring(0, end);
            }
        };
    }

    private static String padded(int number, int width) {
        return number < 0 ? "-" + padded(-number, width, '0') : padded(number, width, '0');
    }

    private static String padded(int number, int width, char with) {
        String digits = Integer.toString(number);
        return String.valueOf(with).repeat(Math.max(0, width - digits.length())) + digits;
    }

    private static String digits(Part part, ZonedDateTime time) {
        return padded(time.getNano(), 9).substring(0, Math.min(9, part.text().length() - 1));
    }

    private static String zoneName(ZonedDateTime time) {
        if (time.getOffset().getTotalSeconds() == 0 && time.getZone() instanceof ZoneOffset) {
            return "UTC";
        }
        return time.getZone() instanceof ZoneOffset
                ? offset("-07", time)
                : DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).format(time);
    }

    /** As the notation has it: with minutes, seconds and colons or without. */
    private static String offset(String notation, ZonedDateTime time) {
        int seconds = time.getOffset().getTotalSeconds();
        String colon = notation.contains(":") ? ":" : "";
        long digits = notation.chars().filter(Character::isDigit).count();
        int size = Math.abs(seconds);
        return (seconds < 0 ? "-" : "+")
                + padded(size / 3600, 2)
                + (digits > 2 ? colon + padded(size / 60 % 60, 2) : "")
                + (digits > 4 ? colon + padded(size % 60, 2) : "");
    }
}
