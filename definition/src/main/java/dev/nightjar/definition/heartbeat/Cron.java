package dev.nightjar.definition.heartbeat;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The five fields of a crontab: minute, hour, day of the month, month, day of the week. As cron has it, a day counts if
 * either of its fields says so where neither begins with a star.
 */
public final class Cron {
    private static final Pattern PART = Pattern.compile("(\\*|\\w+)(?:-(\\w+))?(?:/(\\d{1,2}))?");
    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    /** A 29th of February that is a Sunday may be 40 years away. */
    private static final int MOST_DAYS = 366 * 40;

    private final String text;
    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet daysOfMonth;
    private final BitSet months;
    private final BitSet daysOfWeek;
    private final boolean eitherDay;

    private Cron(String text, String[] fields) {
        this.text = text;
        minutes = field(fields[0], 0, 59, List.of());
        hours = field(fields[1], 0, 23, List.of());
        daysOfMonth = field(fields[2], 1, 31, List.of());
        months = field(fields[3], 1, 12, MONTHS);
        daysOfWeek = field(fields[4], 0, 7, DAYS);
        if (daysOfWeek.get(7)) {
            daysOfWeek.set(0); // both are Sunday
        }
        eitherDay = !fields[2].startsWith("*") && !fields[4].startsWith("*");
    }

    /** Throws {@link IllegalArgumentException} that says what is wrong. */
    public static Cron parse(String text) {
        String[] fields = text.strip().split("\\s+", -1);
        if (fields.length != 5) {
            throw new IllegalArgumentException("must have five fields (minute hour day month weekday), found "
                    + (text.isBlank() ? 0 : fields.length) + ": \"" + text + "\"");
        }
        Cron cron = new Cron(text.strip(), fields);
        if (cron.firstDay(LocalDate.of(2000, 1, 1)) == null) {
            throw new IllegalArgumentException("there is no such day: \"" + text + "\"");
        }
        return cron;
    }

    private static BitSet field(String text, int from, int to, List<String> names) {
        BitSet values = new BitSet(to + 1);
        for (String part : text.split(",", -1)) {
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("not a field of a crontab: \"" + text + "\"");
            }
            boolean all = "*".equals(matcher.group(1));
            boolean stepped = matcher.group(3) != null;
            int first = all ? from : number(String.valueOf(matcher.group(1)), from, names);
            int last = matcher.group(2) != null
                    ? number(String.valueOf(matcher.group(2)), from, names)
                    : all || stepped ? to : first;
            int step = stepped ? Integer.parseInt(String.valueOf(matcher.group(3))) : 1;
            if (first < from || last > to || first > last || step == 0) {
                throw new IllegalArgumentException("must be from " + from + " to " + to + ", found \"" + part + "\"");
            }
            for (int value = first; value <= last; value += step) {
                values.set(value);
            }
        }
        return values;
    }

    private static int number(String text, int from, List<String> names) {
        int named = names.indexOf(text.toUpperCase(Locale.ROOT));
        if (named >= 0) {
            return named + from;
        }
        if (!text.matches("\\d{1,2}")) {
            throw new IllegalArgumentException("not a number: \"" + text + "\"");
        }
        return Integer.parseInt(text);
    }

    /** As it was written. */
    public String text() {
        return text;
    }

    /** The first such time after {@code time}. One that a change of the clock leaves out comes that much later. */
    ZonedDateTime after(ZonedDateTime time) {
        LocalDate day = firstDay(time.toLocalDate());
        while (day != null) {
            for (int hour = hours.nextSetBit(0); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
                for (int minute = minutes.nextSetBit(0); minute >= 0; minute = minutes.nextSetBit(minute + 1)) {
                    ZonedDateTime found = ZonedDateTime.of(day, LocalTime.of(hour, minute), time.getZone());
                    if (found.isAfter(time)) {
                        return found;
                    }
                }
            }
            day = firstDay(day.plusDays(1));
        }
        throw new IllegalStateException("no time after " + time + " for " + text);
    }

    /** The first of these days that is not before {@code from}; null where there is none. */
    private @Nullable LocalDate firstDay(LocalDate from) {
        for (int i = 0; i < MOST_DAYS; i++) {
            LocalDate day = from.plusDays(i);
            if (months.get(day.getMonthValue()) && isDay(day)) {
                return day;
            }
        }
        return null;
    }

    private boolean isDay(LocalDate day) {
        boolean ofMonth = daysOfMonth.get(day.getDayOfMonth());
        boolean ofWeek = daysOfWeek.get(day.getDayOfWeek().getValue() % 7);
        return eitherDay ? ofMonth || ofWeek : ofMonth && ofWeek;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Cron cron && cron.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
