package dev.nightjar.query.logql.template;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Functions of moments, durations and sizes. Where no zone is named it is UTC. */
final class TimeFunctions {
    private TimeFunctions() {}

    static void addTo(Functions.Table table) {
        table.add("__timestamp__", "", (_, scope) -> utc(scope.timestamp()));
        table.add("now", "", (_, scope) -> utc(scope.now()));
        table.add(
                "date",
                "sa",
                (arguments, scope) -> GoTime.format(TextFunctions.text(arguments, 0), moment(arguments.get(1), scope)));
        table.add(
                "toDate",
                "ss",
                (arguments, _) -> GoTime.parse(
                        TextFunctions.text(arguments, 0), TextFunctions.text(arguments, 1), ZoneOffset.UTC));
        table.add(
                "toDateInZone",
                "sss",
                (arguments, _) -> GoTime.parse(
                        TextFunctions.text(arguments, 0),
                        TextFunctions.text(arguments, 2),
                        zone(TextFunctions.text(arguments, 1))));
        table.add(
                "unixEpoch",
                "t",
                (arguments, _) -> Long.toString(instant(arguments).getEpochSecond()));
        table.add(
                "unixEpochMillis",
                "t",
                (arguments, _) -> Long.toString(instant(arguments).toEpochMilli()));
        table.add(
                "unixEpochNanos",
                "t",
                (arguments, _) -> Long.toString(ChronoUnit.NANOS.between(Instant.EPOCH, instant(arguments))));
        table.add("unixToTime", "s", (arguments, _) -> utc(fromEpoch(TextFunctions.text(arguments, 0))));
        table.add("duration", "s", (arguments, _) -> seconds(TextFunctions.text(arguments, 0)));
        table.add("duration_seconds", "s", (arguments, _) -> seconds(TextFunctions.text(arguments, 0)));
        table.add("bytes", "s", (arguments, _) -> bytes(TextFunctions.text(arguments, 0)));
    }

    private static ZonedDateTime utc(Instant instant) {
        return instant.atZone(ZoneOffset.UTC);
    }

    private static Instant instant(List<@Nullable Object> arguments) {
        return arguments.getFirst() instanceof ZonedDateTime time ? time.toInstant() : Instant.EPOCH;
    }

    /** Seconds since the epoch or a moment; anything else is the present. */
    private static ZonedDateTime moment(@Nullable Object value, TemplateScope scope) {
        return switch (value) {
            case ZonedDateTime time -> time;
            case Long seconds
            when Math.abs(seconds) < Instant.MAX.getEpochSecond() -> utc(Instant.ofEpochSecond(seconds));
            case null, default -> utc(scope.now());
        };
    }

    private static ZoneId zone(String name) {
        try {
            return name.equals("Local") || name.isEmpty() ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }

    /** How many digits there are says what they count: days, seconds, milliseconds, microseconds or nanoseconds. */
    private static Instant fromEpoch(String text) {
        OptionalLong number = text.matches("[+-]?[0-9]+") && text.length() < 20
                ? Conversions.integer(text.replaceFirst("^([+-]?)0+(?=[0-9])", "$1"))
                : OptionalLong.empty();
        if (number.isEmpty()) {
            throw new CallFailure("unable to parse time '" + text + "': strconv.ParseInt: parsing " + GoQuote.of(text)
                    + ": invalid syntax");
        }
        long value = number.getAsLong();
        return switch (text.length()) {
            case 5 -> Instant.ofEpochSecond(value * 86_400);
            case 10 -> Instant.ofEpochSecond(value);
            case 13 -> Instant.ofEpochMilli(value);
            case 16 -> Instant.ofEpochSecond(Math.floorDiv(value, 1_000_000), Math.floorMod(value, 1_000_000) * 1000L);
            case 19 -> Instant.ofEpochSecond(0, value);
            default -> throw new CallFailure("unable to parse time '" + text + "': %!w(<nil>)");
        };
    }

    private static double seconds(String text) {
        try {
            return ValueText.durationNanos(text) / 1e9;
        } catch (ValueText.Unreadable e) {
            throw new CallFailure(String.valueOf(e.getMessage()));
        }
    }

    private static double bytes(String text) {
        try {
            return ValueText.bytes(text);
        } catch (ValueText.Unreadable e) {
            throw new CallFailure(String.valueOf(e.getMessage()));
        }
    }
}
