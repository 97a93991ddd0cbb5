package dev.nightjar.gotemplate.value;

import dev.nightjar.gotemplate.notation.GoTimes;
import java.math.BigInteger;
import java.time.DateTimeException;
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

/** What times answer to their methods' names in Go, as in {@code {{ now.Year }}}; local time is UTC. */
final class TimeMethods {
    private interface Body {
        Object call(ZonedDateTime time, List<@Nullable Object> arguments);
    }

    private record Named(Signature signature, Body body) {}

    private static final Signature ANOTHER = Signature.of(Parameter.TIME);
    private static final Signature LENGTH = Signature.of(Parameter.DURATION);
    private static final Map<String, Named> ALL = new HashMap<>();

    private static final String THREE = "function %s has 3 return values; should be 1 or 2";
    private static final String TWO = "invalid function signature for %s: second return value should be error; is int";

    /** Methods that answer several values, which templates cannot take, with what is said of them. */
    private static final Map<String, String> SEVERAL =
            Map.of("Date", THREE, "Clock", THREE, "ISOWeek", TWO, "Zone", TWO);

    static {
        parts();
        counts();
        comparisons();
        others();
    }

    private TimeMethods() {}

    /** Null where there is none of this name. */
    static @Nullable Method of(GoTime time, String name) {
        Named named = ALL.get(name);
        if (named == null) {
            String why = SEVERAL.get(name);
            return why == null ? null : Method.refused(why.formatted(name));
        }
        return new Method(named.signature(), arguments -> {
            try {
                return named.body().call(time.time(), arguments);
            } catch (DateTimeException | ArithmeticException _) {
                throw new CallFailure("time out of range");
            }
        });
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
        add("IsZero", time -> time.toInstant().equals(GoTime.ZERO.time().toInstant()));
        add("IsDST", time -> time.getZone().getRules().isDaylightSavings(time.toInstant()));
    }

    private static void comparisons() {
        add(
                "Sub",
                ANOTHER,
                (time, arguments) -> GoDuration.between(other(arguments).toInstant(), time.toInstant()));
        add("Compare", ANOTHER, (time, arguments) -> (long) Integer.signum(compared(time, arguments)));
        add("After", ANOTHER, (time, arguments) -> compared(time, arguments) > 0);
        add("Before", ANOTHER, (time, arguments) -> compared(time, arguments) < 0);
        add("Equal", ANOTHER, (time, arguments) -> compared(time, arguments) == 0);
    }

    private static void others() {
        add("UTC", time -> new GoTime(time.withZoneSameInstant(ZoneOffset.UTC)));
        add("Local", time -> new GoTime(time.withZoneSameInstant(ZoneOffset.UTC)));
        add("String", GoTimes::shown);
        add("Location", time -> new GoLocation(time.getZone()));
        add(
                "Format",
                Signature.of(Parameter.STRING),
                (time, arguments) -> GoTimes.format(String.valueOf(arguments.getFirst()), time));
        add("Add", LENGTH, (time, arguments) -> new GoTime(time.plusNanos(GoDuration.nanos(arguments))));
        add("AddDate", Signature.of(Parameter.INT, Parameter.INT, Parameter.INT), TimeMethods::withDate);
        add("Truncate", LENGTH, (time, arguments) -> multiple(time, GoDuration.nanos(arguments), false));
        add("Round", LENGTH, (time, arguments) -> multiple(time, GoDuration.nanos(arguments), true));
        add(
                "In",
                Signature.of(Parameter.LOCATION),
                (time, arguments) ->
                        arguments.getFirst() instanceof GoLocation zone ? new GoTime(time).in(zone) : new GoTime(time));
    }

    /** The last multiple of a duration since the year 1, or the nearest one. */
    private static GoTime multiple(ZonedDateTime time, long of, boolean nearest) {
        if (of <= 0) {
            return new GoTime(time);
        }
        BigInteger nanos = BigInteger.valueOf(ChronoUnit.SECONDS.between(GoTime.ZERO.time(), time))
                .multiply(BigInteger.valueOf(1_000_000_000))
                .add(BigInteger.valueOf(time.getNano()));
        long rest = nanos.mod(BigInteger.valueOf(of)).longValue();
        return new GoTime(nearest && rest >= of - rest ? time.plusNanos(of - rest) : time.minusNanos(rest));
    }

    private static void add(String name, Function<ZonedDateTime, Object> body) {
        add(name, Signature.NOTHING, (time, _) -> body.apply(time));
    }

    private static void add(String name, Signature signature, Body body) {
        ALL.put(name, new Named(signature, body));
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
    private static GoTime withDate(ZonedDateTime time, List<@Nullable Object> arguments) {
        return new GoTime(time.withDayOfMonth(1)
                .plusYears(number(arguments, 0))
                .plusMonths(number(arguments, 1))
                .plusDays(Math.addExact(number(arguments, 2), time.getDayOfMonth() - 1L)));
    }

    private static long number(List<@Nullable Object> arguments, int index) {
        return arguments.get(index) instanceof Long number ? number : 0;
    }

    private static int compared(ZonedDateTime time, List<@Nullable Object> arguments) {
        return time.toInstant().compareTo(other(arguments).toInstant());
    }

    private static ZonedDateTime other(List<@Nullable Object> arguments) {
        return arguments.getFirst() instanceof GoTime(ZonedDateTime time) ? time : GoTime.ZERO.time();
    }
}
