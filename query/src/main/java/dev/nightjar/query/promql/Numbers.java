package dev.nightjar.query.promql;

import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers and durations as they are written. */
final class Numbers {
    private static final String[] UNITS = {"y", "w", "d", "h", "m", "s", "ms"};
    private static final double[] UNIT_SECONDS = {365 * 86_400.0, 7 * 86_400.0, 86_400, 3_600, 60, 1, 0.001};

    /** As many nanoseconds as a long holds. */
    static final double MAX_DURATION_SECONDS = Long.MAX_VALUE / 1e9;

    private static final double MAX_DURATION_MILLIS = Long.MAX_VALUE / 1e6;

    /** With a zero in front, digits are octal where they can be: {@code 017} is 15, {@code 08} is 8. */
    private static final Pattern OCTAL = Pattern.compile("0[0-7]+");

    private Numbers() {}

    /** Digits may be grouped by single underscores; what is too large for a double is no number. */
    static Optional<Double> number(String text) {
        if (text.endsWith("_") || text.contains("__")) {
            return Optional.empty();
        }
        String digits = text.replace("_", "");
        if (digits.startsWith("0x") || digits.startsWith("0X")) {
            return whole(digits.substring(2), 16);
        }
        if (OCTAL.matcher(digits).matches()) {
            Optional<Double> octal = whole(digits, 8);
            if (octal.isPresent()) {
                return octal;
            }
        }
        try {
            return Optional.of(Double.parseDouble(digits)).filter(Double::isFinite);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whole digits of a radix, as far as a long holds them. */
    private static Optional<Double> whole(String digits, int radix) {
        try {
            return Optional.of((double) Long.parseLong(digits, radix));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** {@code Inf} and {@code NaN} are identifiers to the lexer. */
    static Optional<Double> word(String text) {
        return switch (text.toLowerCase(java.util.Locale.ROOT)) {
            case "inf" -> Optional.of(Double.POSITIVE_INFINITY);
            case "nan" -> Optional.of(Double.NaN);
            default -> Optional.empty();
        };
    }

    /** Seconds of a duration such as {@code 1h30m}; units must come from large to small, each once; 292 years at most. */
    static Optional<Double> durationSeconds(String text) {
        double millis = 0;
        int unit = -1;
        int at = 0;
        while (at < text.length()) {
            int digits = at;
            while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
                digits++;
            }
            int end = digits;
            while (end < text.length() && Character.isLetter(text.charAt(end))) {
                end++;
            }
            int found = indexOf(text.substring(digits, end));
            if (found <= unit || digits == at || digits - at > 12) {
                return Optional.empty();
            }
            unit = found;
            millis += Long.parseLong(text, at, digits, 10) * (double) Math.round(UNIT_SECONDS[unit] * 1000);
            at = end;
        }
        return text.isEmpty() || millis > MAX_DURATION_MILLIS ? Optional.empty() : Optional.of(millis / 1000.0);
    }

    private static int indexOf(String unit) {
        for (int i = 0; i < UNITS.length; i++) {
            if (UNITS[i].equals(unit)) {
                return i;
            }
        }
        return -1;
    }

    /** As {@link #durationSeconds} reads it; the length must be whole milliseconds. */
    static String duration(double seconds) {
        long rest = Math.round(seconds * 1000);
        if (rest == 0) {
            return "0s";
        }
        StringBuilder text = new StringBuilder(rest < 0 ? "-" : "");
        rest = Math.abs(rest);
        for (int i = 0; i < UNITS.length; i++) {
            long unit = Math.round(UNIT_SECONDS[i] * 1000);
            // Weeks and years only alone: 8d is easier to read than 1w1d.
            boolean whole = i > 1 || rest % unit == 0;
            if (rest >= unit && whole) {
                text.append(rest / unit).append(UNITS[i]);
                rest %= unit;
            }
        }
        return text.toString();
    }
}
