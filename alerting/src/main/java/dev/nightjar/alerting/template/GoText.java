package dev.nightjar.alerting.template;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Values as Go prints them. */
final class GoText {
    /** Go writes larger numbers with an exponent. */
    private static final int PLAIN_DIGITS = 21;

    private GoText() {}

    static String of(Object value) {
        return switch (value) {
            case Double number -> shortest(number);
            case String text -> text;
            default -> value.toString();
        };
    }

    /** As {@code %v}: the fewest digits that read back as the same number. */
    static String shortest(double value) {
        String special = special(value);
        return special.isEmpty() ? general(new BigDecimal(Double.toString(value)), value, PLAIN_DIGITS) : special;
    }

    /** As {@code %.<precision>g}. */
    static String general(double value, int precision) {
        String special = special(value);
        if (!special.isEmpty()) {
            return special;
        }
        int digits = Math.max(1, precision);
        return general(new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN)), value, digits);
    }

    private static String general(BigDecimal rounded, double value, int exponentFrom) {
        if (rounded.signum() == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal digits = rounded.stripTrailingZeros();
        int exponent = digits.precision() - digits.scale() - 1;
        if (exponent >= -4 && exponent < exponentFrom) {
            return digits.toPlainString();
        }
        String mantissa = digits.scaleByPowerOfTen(-exponent).toPlainString();
        return mantissa + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    /** As {@code %.<places>f}. */
    static String fixed(double value, int places) {
        String special = special(value);
        return special.isEmpty()
                ? new BigDecimal(value).setScale(places, RoundingMode.HALF_EVEN).toPlainString()
                : special;
    }

    /** As {@code %.<places>e}. */
    static String scientific(double value, int places) {
        String special = special(value);
        return special.isEmpty() ? String.format(Locale.ROOT, "%." + places + "e", value) : special;
    }

    private static String special(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        return Double.isInfinite(value) ? (value > 0 ? "+Inf" : "-Inf") : "";
    }
}
