package dev.nightjar.alerting.template;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A time as templates have it: {@code .StartsAt.Format "15:04:05 MST"}.
 *
 * @param time null: Go's beginning of time
 * @param zone where it is shown
 */
public record GoTime(@Nullable Instant time, ZoneId zone) implements TemplateObject, Supplier<@Nullable Instant> {
    private static final Instant NO_TIME = Instant.parse("0001-01-01T00:00:00Z");
    private static final ZoneId UTC = ZoneId.of("UTC");

    /** Go's example date, longest pieces first, and what they are in Java's patterns. */
    private static final String[][] PIECES = {
        {"January", "MMMM"},
        {"Monday", "EEEE"},
        {"-07:00", "xxx"},
        {"Z07:00", "XXX"},
        {"-0700", "xx"},
        {"2006", "uuuu"},
        {"Jan", "MMM"},
        {"Mon", "EEE"},
        {"MST", "zzz"},
        {".000000000", ".SSSSSSSSS"},
        {".000000", ".SSSSSS"},
        {".000", ".SSS"},
        {"01", "MM"},
        {"02", "dd"},
        {"03", "hh"},
        {"04", "mm"},
        {"05", "ss"},
        {"06", "uu"},
        {"15", "HH"},
        {"PM", "a"},
        {"pm", "a"},
        {"_2", "ppd"},
        {"1", "M"},
        {"2", "d"},
        {"3", "h"},
        {"4", "m"},
        {"5", "s"}
    };

    @Override
    public String type() {
        return "time.Time";
    }

    /** In UTC. */
    public GoTime(@Nullable Instant time) {
        this(time, UTC);
    }

    /** The same time elsewhere. Throws {@link TemplateException} where there is no such zone. */
    GoTime in(String name) {
        try {
            return new GoTime(time, name.isEmpty() ? UTC : ZoneId.of(name));
        } catch (DateTimeException e) {
            throw new TemplateException("unknown time zone " + name);
        }
    }

    @Override
    public @Nullable Instant get() {
        return time;
    }

    @Override
    public @Nullable Object member(String name, List<Object> arguments) {
        return switch (name) {
            case "Format" -> arguments.size() == 1 ? format(String.valueOf(arguments.getFirst())) : null;
            case "Unix" -> time == null ? -62_135_596_800L : time.getEpochSecond();
            case "IsZero" -> time == null;
            case "UTC" -> new GoTime(time);
            case "Local" -> this;
            case "String" -> toString();
            case "Sub" ->
                other(arguments).map(from -> Duration.between(from, instant())).orElse(null);
            case "Before" -> other(arguments).map(instant()::isBefore).orElse(null);
            case "After" -> other(arguments).map(instant()::isAfter).orElse(null);
            case "Equal" -> other(arguments).map(instant()::equals).orElse(null);
            case "UnixMilli" -> time == null ? -62_135_596_800_000L : time.toEpochMilli();
            case "Year" -> (long) zoned().getYear();
            case "Month" -> zoned().getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case "Day" -> (long) zoned().getDayOfMonth();
            case "YearDay" -> (long) zoned().getDayOfYear();
            case "Weekday" -> zoned().getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case "Hour" -> (long) zoned().getHour();
            case "Minute" -> (long) zoned().getMinute();
            case "Second" -> (long) zoned().getSecond();
            case "Nanosecond" -> (long) zoned().getNano();
            case "UnixMicro" -> ChronoUnit.MICROS.between(Instant.EPOCH, instant());
            case "Location" -> new GoLocation(zone);
            case "In" ->
                arguments.size() == 1 && arguments.getFirst() instanceof GoLocation there
                        ? new GoTime(time, there.zone())
                        : null;
            case "IsDST" -> zone.getRules().isDaylightSavings(instant());
            case "Compare" ->
                other(arguments)
                        .map(than -> (long) Integer.signum(instant().compareTo(than)))
                        .orElse(null);
            case "Truncate" ->
                GoDurations.of(arguments).map(of -> multiple(of, false)).orElse(null);
            case "Round" ->
                GoDurations.of(arguments).map(of -> multiple(of, true)).orElse(null);
            case "Date", "Clock" ->
                throw new TemplateException("function " + name + " has 3 return values; should be 1 or 2");
            case "ISOWeek", "Zone" ->
                throw new TemplateException(
                        "invalid function signature for " + name + ": second return value should be error; is int");
            case "Add" -> GoDurations.of(arguments).map(this::plus).orElse(null);
            case "AddDate" -> later(arguments);
            default -> null;
        };
    }

    private GoTime plus(Duration length) {
        return new GoTime(instant().plus(length), zone);
    }

    /** The last multiple of a duration since the year 1, or the nearest one. */
    private GoTime multiple(Duration of, boolean nearest) {
        if (of.isZero() || of.isNegative()) {
            return this;
        }
        Duration since = Duration.between(NO_TIME, instant());
        BigInteger step = BigInteger.valueOf(of.toNanos());
        long rest = BigInteger.valueOf(since.toSeconds())
                .multiply(BigInteger.valueOf(1_000_000_000))
                .add(BigInteger.valueOf(since.toNanosPart()))
                .mod(step)
                .longValue();
        long up = of.toNanos() - rest;
        return new GoTime(
                nearest && rest >= up ? instant().plusNanos(up) : instant().minusNanos(rest), zone);
    }

    /** By years, months and days. */
    private @Nullable GoTime later(List<Object> arguments) {
        if (arguments.size() == 3
                && arguments.get(0) instanceof Long years
                && arguments.get(1) instanceof Long months
                && arguments.get(2) instanceof Long days) {
            ZonedDateTime then = zoned().plusYears(years).plusMonths(months).plusDays(days);
            return new GoTime(then.toInstant(), zone);
        }
        return null;
    }

    private static Optional<Instant> other(List<Object> arguments) {
        return arguments.size() == 1 && arguments.getFirst() instanceof GoTime other
                ? Optional.of(other.instant())
                : Optional.empty();
    }

    private Instant instant() {
        return time == null ? NO_TIME : time;
    }

    String format(String layout) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < layout.length()) {
            String[] piece = piece(layout, at);
            if (piece == null) {
                text.append(layout.charAt(at++));
            } else {
                String shown =
                        DateTimeFormatter.ofPattern(piece[1], Locale.ENGLISH).format(zoned());
                text.append(piece[0].equals("pm") ? shown.toLowerCase(Locale.ROOT) : shown);
                at += piece[0].length();
            }
        }
        return text.toString();
    }

    /** As Go writes it in JSON. */
    @JsonValue
    String json() {
        ZonedDateTime shown = zoned();
        return format("2006-01-02T15:04:05") + fraction(shown) + format("Z07:00");
    }

    private static String @Nullable [] piece(String layout, int at) {
        for (String[] piece : PIECES) {
            if (layout.startsWith(piece[0], at)) {
                return piece;
            }
        }
        return null;
    }

    /** As far as it goes. */
    private static String fraction(ZonedDateTime shown) {
        return shown.getNano() == 0
                ? ""
                : String.format(Locale.ROOT, ".%09d", shown.getNano()).replaceFirst("0+$", "");
    }

    private ZonedDateTime zoned() {
        return instant().atZone(zone);
    }

    /** As Go prints a time: the fraction as far as it goes. */
    @Override
    public String toString() {
        ZonedDateTime shown = zoned();
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ENGLISH)
                        .format(shown)
                + fraction(shown)
                + DateTimeFormatter.ofPattern(" xx zzz", Locale.ENGLISH).format(shown);
    }
}
