package dev.nightjar.query.logql.template;

import dev.nightjar.gotemplate.notation.GoNumbers;
import dev.nightjar.gotemplate.notation.GoQuote;
import dev.nightjar.gotemplate.notation.GoTimes;
import dev.nightjar.gotemplate.value.CallFailure;
import dev.nightjar.gotemplate.value.GoLocation;
import dev.nightjar.gotemplate.value.GoTime;
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

    static void addTo(LokiFunctions.Table table) {
        table.add("__timestamp__", "", (_, scope) -> GoTime.of(scope.timestamp()));
        table.add("now", "", (_, scope) -> GoTime.of(scope.now()));
        table.add(
                "date",
                "sa",
                (arguments, scope) -> moment(arguments.get(1), scope).format(TextFunctions.text(arguments, 0)));
        table.add(
                "toDate",
                "ss",
                (arguments, _) -> new GoTime(GoTimes.parse(
                        TextFunctions.text(arguments, 0), TextFunctions.text(arguments, 1), ZoneOffset.UTC)));
        table.add(
                "toDateInZone",
                "sss",
                (arguments, _) -> new GoTime(GoTimes.parse(
                        TextFunctions.text(arguments, 0),
                        TextFunctions.text(arguments, 2),
                        zone(TextFunctions.text(arguments, 1)))));
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
        table.add("unixToTime", "s", (arguments, _) -> GoTime.of(fromEpoch(TextFunctions.text(arguments, 0))));
        table.add("duration", "s", (arguments, _) -> seconds(TextFunctions.text(arguments, 0)));
        table.add("duration_seconds", "s", (arguments, _) -> seconds(TextFunctions.text(arguments, 0)));
        table.add("bytes", "s", (arguments, _) -> bytes(TextFunctions.text(arguments, 0)));
    }

    private static Instant instant(List<@Nullable Object> arguments) {
        return arguments.getFirst() instanceof GoTime(ZonedDateTime time) ? time.toInstant() : Instant.EPOCH;
    }

    /** Seconds since the epoch or a moment; anything else is the present. */
    private static GoTime moment(@Nullable Object value, TemplateScope scope) {
        return switch (value) {
            case GoTime time -> time;
            case Long seconds
            when Math.abs(seconds) < Instant.MAX.getEpochSecond() -> GoTime.of(Instant.ofEpochSecond(seconds));
            case null, default -> GoTime.of(scope.now());
        };
    }

    private static ZoneId zone(String name) {
        return GoLocation.of(name).map(GoLocation::zone).orElse(ZoneOffset.UTC);
    }

    /** How many digits there are says what they count: days, seconds, milliseconds, microseconds or nanoseconds. */
    private static Instant fromEpoch(String text) {
        OptionalLong number = text.matches("[+-]?[0-9]+") && text.length() < 20
                ? GoNumbers.integer(text.replaceFirst("^([+-]?)0+(?=[0-9])", "$1"))
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
