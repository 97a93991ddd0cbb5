package dev.nightjar.ingest.exposition;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as expositions write them: decimal only, infinity and not-a-number in any case. */
public final class ExposedNumber {
    private ExposedNumber() {}

    /** Null if it is none. */
    public static @Nullable Double parse(String text) {
        int from = text.startsWith("+") || text.startsWith("-") ? 1 : 0;
        return switch (text.substring(from).toLowerCase(Locale.ROOT)) {
            case "inf", "infinity" -> text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            case "nan" -> Double.NaN;
            default -> isDecimal(text, from) ? Double.valueOf(text) : null;
        };
    }

    /** Java's own parser takes more: hexadecimal, a trailing d or f, spaces around. */
    private static boolean isDecimal(String text, int from) {
        int digits = 0;
        int i = from;
        boolean point = false;
        for (; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c == '.' && !point) {
                point = true;
            } else {
                break;
            }
        }
        if (digits == 0) {
            return false;
        }
        return i == text.length() || isExponent(text, i);
    }

    private static boolean isExponent(String text, int at) {
        if (text.charAt(at) != 'e' && text.charAt(at) != 'E') {
            return false;
        }
        int i = at + 1;
        if (i < text.length() && (text.charAt(i) == '+' || text.charAt(i) == '-')) {
            i++;
        }
        int digits = i;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i > digits && i == text.length();
    }

    /** Seconds as milliseconds, rounded to the nearest, at the ends of what a long holds. Null if it is no finite number. */
    static @Nullable Long millis(String seconds) {
        int from = seconds.startsWith("+") || seconds.startsWith("-") ? 1 : 0;
        if (!isDecimal(seconds, from)) {
            return null;
        }
        double rough = Double.parseDouble(seconds) * 1000;
        if (Math.abs(rough) >= Long.MAX_VALUE) {
            return rough < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        if (Math.abs(rough) < 0.5) {
            return 0L; // and exponents that would fill the memory with zeros
        }
        return new BigDecimal(seconds)
                .movePointRight(3)
                .setScale(0, RoundingMode.HALF_UP)
                .longValue();
    }
}
