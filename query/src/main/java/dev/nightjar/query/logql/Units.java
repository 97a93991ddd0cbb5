package dev.nightjar.query.logql;

import dev.nightjar.query.logql.template.ValueText;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers, durations and sizes as queries have them: {@code 0.5}, {@code 1h30m}, {@code 2d}, {@code 5KB}. */
final class Units {
    /** Each unit once at most, the greatest first. */
    private static final Pattern RANGE = Pattern.compile(
            "(?:([0-9]+)y)?(?:([0-9]+)w)?(?:([0-9]+)d)?(?:([0-9]+)h)?(?:([0-9]+)m)?(?:([0-9]+)s)?(?:([0-9]+)ms)?");

    private static final long[] UNIT_MILLIS = {
        31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L
    };

    private static final Pattern UNKNOWN_UNIT = Pattern.compile("(?:[0-9]+(?:y|w|d|h|ms|m|s))*[0-9]+([^0-9]+).*");

    private static final Set<String> KNOWN_UNITS = Set.of("y", "w", "d", "h", "m", "s", "ms");

    private Units() {}

    /** A range's length, or an offset's: whole numbers of units from years to milliseconds. */
    static OptionalLong rangeNanos(String text) {
        if (text.equals("0")) {
            return OptionalLong.of(0);
        }
        Matcher matcher = RANGE.matcher(text);
        if (text.isEmpty() || text.length() > 60 || !matcher.matches()) {
            return OptionalLong.empty();
        }
        double millis = 0;
        for (int i = 0; i < UNIT_MILLIS.length; i++) {
            String amount = matcher.group(i + 1);
            millis += amount == null ? 0 : Double.parseDouble(amount) * UNIT_MILLIS[i];
        }
        return millis > 9e12 ? OptionalLong.empty() : OptionalLong.of(((long) millis) * 1_000_000);
    }

    /** Why {@code text} is no length of a range. */
    static String notADuration(String text) {
        if (text.isEmpty()) {
            return "empty duration string";
        }
        Matcher matcher = UNKNOWN_UNIT.matcher(text);
        return matcher.matches() && !KNOWN_UNITS.contains(matcher.group(1))
                ? "unknown unit " + GoText.quoted(matcher.group(1)) + " in duration " + GoText.quoted(text)
                : "not a valid duration string: " + GoText.quoted(text);
    }

    /** A range's length, or a duration with fractions. */
    static OptionalLong durationNanos(String text) {
        OptionalLong range = rangeNanos(text);
        if (range.isPresent()) {
            return range;
        }
        try {
            return OptionalLong.of(ValueText.durationNanos(text));
        } catch (ValueText.Unreadable e) {
            return OptionalLong.empty();
        }
    }

    static OptionalDouble bytes(String text) {
        try {
            return OptionalDouble.of(ValueText.bytes(text));
        } catch (ValueText.Unreadable e) {
            return OptionalDouble.empty();
        }
    }

    static OptionalDouble number(String text) {
        try {
            return OptionalDouble.of(ValueText.number(text));
        } catch (ValueText.Unreadable e) {
            return OptionalDouble.empty();
        }
    }
}
