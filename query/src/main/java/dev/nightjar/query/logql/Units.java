package dev.nightjar.query.logql;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and sizes as people write them: {@code 1h30m}, {@code 250ms}, {@code 5KB}, {@code 1.5 MiB}. */
final class Units {
    private static final Pattern DURATION_PART = Pattern.compile("([0-9]*\\.?[0-9]+)(ns|us|µs|ms|s|m|h|d|w|y)");
    private static final Pattern BYTES = Pattern.compile("([0-9]*\\.?[0-9]+) ?([kmgtpe]?i?b?)");
    private static final long SECOND = 1_000_000_000L;

    private Units() {}

    static OptionalLong durationNanos(String text) {
        if (text.equals("0")) {
            return OptionalLong.of(0);
        }
        boolean negative = text.startsWith("-");
        Matcher part = DURATION_PART.matcher(text);
        double nanos = 0;
        int at = negative ? 1 : 0;
        boolean any = false;
        while (part.find(at) && part.start() == at) {
            nanos += Double.parseDouble(part.group(1)) * unitNanos(part.group(2));
            at = part.end();
            any = true;
            if (at == text.length()) {
                break;
            }
        }
        if (!any || at != text.length() || nanos > 1e18) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Math.round(negative ? -nanos : nanos));
    }

    private static double unitNanos(String unit) {
        return switch (unit) {
            case "ns" -> 1;
            case "us", "µs" -> 1e3;
            case "ms" -> 1e6;
            case "s" -> SECOND;
            case "m" -> 60.0 * SECOND;
            case "h" -> 3600.0 * SECOND;
            case "d" -> 86400.0 * SECOND;
            case "w" -> 7 * 86400.0 * SECOND;
            default -> 365 * 86400.0 * SECOND;
        };
    }

    /** Decimal units are powers of 1000, those with an {@code i} powers of 1024. */
    static OptionalDouble bytes(String text) {
        Matcher matcher = BYTES.matcher(text.trim().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return OptionalDouble.empty();
        }
        String unit = matcher.group(2);
        double base = unit.contains("i") ? 1024 : 1000;
        int power = unit.isEmpty() ? 0 : "kmgtpe".indexOf(unit.charAt(0)) + 1;
        if (unit.startsWith("i")) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Double.parseDouble(matcher.group(1)) * Math.pow(base, power));
    }

    static OptionalDouble number(String text) {
        try {
            return switch (text) {
                case "+Inf", "Inf", "inf", "+inf" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
                case "-Inf", "-inf" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
                case "NaN", "nan" -> OptionalDouble.of(Double.NaN);
                default -> {
                    if (text.startsWith("0x") || text.startsWith("0X")) {
                        yield OptionalDouble.of((double) Long.parseLong(text.substring(2), 16));
                    }
                    if (text.isEmpty() || !isDecimal(text)) {
                        yield OptionalDouble.empty();
                    }
                    yield OptionalDouble.of(Double.parseDouble(text));
                }
            };
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** Java also reads {@code 1d} and blanks as numbers. */
    private static boolean isDecimal(String text) {
        char last = text.charAt(text.length() - 1);
        return (Character.isDigit(last) || last == '.') && text.indexOf(' ') < 0;
    }
}
