package dev.nightjar.query.logql.template;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What moments answer to their methods' names in Go, as in {@code {{ now.Year }}}; local time is UTC. */
final class TimeMethods {
    private interface Body {
        Object call(ZonedDateTime time, List<@Nullable Object> arguments);
    }

    private record Method(Signature signature, Body body) {}

    private static final ZonedDateTime ZERO = ZonedDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    private static final Map<String, Method> ALL = new HashMap<>();

    private static final String THREE = "function %s has 3 return values; should be 1 or 2";
    private static final String TWO = "invalid function signature for %s: second return value should be error; is int";

    /** Methods that answer several values, which templates cannot take, with what is said of them. */
    private static final Map<String, String> SEVERAL =
            Map.of("Date", THREE, "Clock", THREE, "ISOWeek", TWO, "Zone", TWO);

    static {
        parts();
        counts();
        others();
    }

    private TimeMethods() {}

    static boolean has(String name) {
        return ALL.containsKey(name) || SEVERAL.containsKey(name);
    }

    /** Throws {@link Misuse} for wrong arguments and {@link CallFailure} for a time beyond all calendars. */
    static Object call(String name, ZonedDateTime time, List<@Nullable Object> arguments) {
        Method method = ALL.get(name);
        if (method == null && SEVERAL.containsKey(name)) {
            throw new Misuse(String.valueOf(SEVERAL.get(name)).formatted(name));
        }
        if (method == null) {
            throw new Misuse("can't evaluate field " + name + " in type time.Time");
        }
        method.signature().require(name, arguments);
        try {
            return method.body().call(time, arguments);
        } catch (DateTimeException | ArithmeticException _) {
            throw new CallFailure("time out of range");
        }
    }

    private static void parts() {
        add("Year", time -> (long) time.getYear());
        add("Month", TimeMethods::month);
        add("Day", time -> (long) time.getDayOfMonth());
        add("YearDay", time -> (long) time.getDayOfYear());
        add("Weekday", TimeMethods::weekday);
        add("Hour", time -> (long) time.getHour());
        add("Minute", time -> (long) time.getMinute());
        add("Second", time -> (long) time.getSecond());
        add("Nanosecond", time -> (long) time.getNano());
    }

    private static void counts() {
        add("Unix", ZonedDateTime::toEpochSecond);
        add("UnixMilli", time -> time.toInstant().toEpochMilli());
        add("UnixMicro", time -> time.toEpochSecond() * 1_000_000 + time.get(ChronoField.MICRO_OF_SECOND));
        add("UnixNano", time -> time.toEpochSecond() * 1_000_000_000 + time.getNano());
        add("IsZero", time -> time.toInstant().equals(ZERO.toInstant()));
    }

    private static void others() {
        add("UTC", time -> time.withZoneSameInstant(ZoneOffset.UTC));
        add("Local", time -> time.withZoneSameInstant(ZoneOffset.UTC));
        add("String", GoTime::shown);
        add("Format", "s", (time, arguments) -> GoTime.format(TextFunctions.text(arguments, 0), time));
        add("Add", "d", (time, arguments) -> time.plusNanos(number(arguments, 0)));
        add("AddDate", "iii", TimeMethods::withDate);
        add("Sub", "t", (time, arguments) -> GoDuration.of(between(other(arguments), time)));
        add("Truncate", "d", (time, arguments) -> multiple(time, number(arguments, 0), false));
        add("Round", "d", (time, arguments) -> multiple(time, number(arguments, 0), true));
        add("In", "l", (time, arguments) -> time.withZoneSameInstant((ZoneId) requireNonNull(arguments.getFirst())));
        add("Location", ZonedDateTime::getZone);
        add("IsDST", time -> time.getZone().getRules().isDaylightSavings(time.toInstant()));
        add("Compare", "t", (time, arguments) -> (long)
                Integer.signum(time.toInstant().compareTo(other(arguments).toInstant())));
        add(
                "After",
                "t",
                (time, arguments) -> time.toInstant().isAfter(other(arguments).toInstant()));
        add(
                "Before",
                "t",
                (time, arguments) -> time.toInstant().isBefore(other(arguments).toInstant()));
        add(
                "Equal",
                "t",
                (time, arguments) -> time.toInstant().equals(other(arguments).toInstant()));
    }

    /** As far as a duration reaches: some 292 years. */
    private static long between(ZonedDateTime from, ZonedDateTime to) {
        try {
            return ChronoUnit.NANOS.between(from, to);
        } catch (ArithmeticException _) {
            return from.isBefore(to) ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
    }

    /** The last multiple of a duration since the year 1, or the nearest one. */
    private static ZonedDateTime multiple(ZonedDateTime time, long of, boolean nearest) {
        if (of <= 0) {
            return time;
        }
        BigInteger nanos = BigInteger.valueOf(ChronoUnit.SECONDS.between(ZERO, time))
                .multiply(BigInteger.valueOf(1_000_000_000))
                .add(BigInteger.valueOf(time.getNano()));
        long rest = nanos.mod(BigInteger.valueOf(of)).longValue();
        return nearest && rest >= of - rest ? time.plusNanos(of - rest) : time.minusNanos(rest);
    }

    private static void add(String name, Function<ZonedDateTime, Object> body) {
        add(name, "", (time, _) -> body.apply(time));
    }

    private static void add(String name, String kinds, Body body) {
        ALL.put(name, new Method(Signature.of(kinds), body));
    }

    private static Object month(ZonedDateTime time) {
        String name = time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        return new NamedNumber("time.Month", time.getMonthValue(), name);
    }

    /** Sunday is 0. */
    private static Object weekday(ZonedDateTime time) {
        String name = time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        return new NamedNumber("time.Weekday", time.getDayOfWeek().getValue() % 7, name);
    }

    /** Years, months and days later; a day that the month has not is one of the next, as in Go. */
    private static Object withDate(ZonedDateTime time, List<@Nullable Object> arguments) {
        return time.withDayOfMonth(1)
                .plusYears(number(arguments, 0))
                .plusMonths(number(arguments, 1))
                .plusDays(Math.addExact(number(arguments, 2), time.getDayOfMonth() - 1L));
    }

    private static long number(List<@Nullable Object> arguments, int index) {
        return Conversions.integer(arguments.get(index));
    }

    private static ZonedDateTime other(List<@Nullable Object> arguments) {
        return arguments.getFirst() instanceof ZonedDateTime time ? time : ZERO;
    }
}
