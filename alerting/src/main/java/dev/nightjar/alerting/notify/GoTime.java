package dev.nightjar.alerting.notify;

import dev.nightjar.alerting.template.TemplateObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A time as templates have it: {@code .StartsAt.Format "15:04:05 MST"}. */
record GoTime(@Nullable Instant time) implements TemplateObject, Supplier<@Nullable Instant> {
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
        {"_2", "ppd"},
        {"1", "M"},
        {"2", "d"},
        {"3", "h"},
        {"4", "m"},
        {"5", "s"}
    };

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
            case "UTC", "Local" -> this;
            case "UnixMilli" -> time == null ? -62_135_596_800_000L : time.toEpochMilli();
            case "Year" -> (long) zoned().getYear();
            case "Month" -> zoned().getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case "Day" -> (long) zoned().getDayOfMonth();
            case "YearDay" -> (long) zoned().getDayOfYear();
            case "Weekday" -> zoned().getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case "Hour" -> (long) zoned().getHour();
            case "Minute" -> (long) zoned().getMinute();
            case "Second" -> (long) zoned().getSecond();
            default -> null;
        };
    }

    private String format(String layout) {
        StringBuilder pattern = new StringBuilder();
        int at = 0;
        while (at < layout.length()) {
            String[] piece = piece(layout, at);
            if (piece == null) {
                char c = layout.charAt(at++);
                pattern.append(c == '\'' ? "''" : Character.isLetter(c) ? "'" + c + "'" : String.valueOf(c));
            } else {
                pattern.append(piece[1]);
                at += piece[0].length();
            }
        }
        return DateTimeFormatter.ofPattern(pattern.toString(), Locale.ENGLISH).format(zoned());
    }

    private static String @Nullable [] piece(String layout, int at) {
        for (String[] piece : PIECES) {
            if (layout.startsWith(piece[0], at)) {
                return piece;
            }
        }
        return null;
    }

    private ZonedDateTime zoned() {
        Instant shown = time == null ? Instant.parse(NoticeData.NO_TIME) : time;
        return shown.atZone(java.time.ZoneId.of("UTC"));
    }

    /** As Go prints a time. */
    @Override
    public String toString() {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ENGLISH)
                        .format(zoned().withZoneSameInstant(ZoneOffset.UTC))
                + " +0000 UTC";
    }
}
