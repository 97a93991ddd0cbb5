package dev.nightjar.query;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as the HTTP APIs write them: the shortest decimal that reads back as the same double. */
public final class NumberText {
    private static final MathContext ONE_DIGIT = new MathContext(1, RoundingMode.HALF_EVEN);

    private NumberText() {}

    /** As a sample value in JSON: with an exponent only below 1e-6 and from 1e21 on. */
    public static String sample(double value) {
        double size = Math.abs(value);
        if (size != 0 && size < Double.POSITIVE_INFINITY && (size < 1e-6 || size >= 1e21)) {
            return scientific(value);
        }
        return plain(value);
    }

    /** As in messages: with an exponent below 1e-4 and from 1e6 on. */
    public static String general(double value) {
        double size = Math.abs(value);
        if (size != 0 && size < Double.POSITIVE_INFINITY && (size < 1e-4 || size >= 1e6)) {
            return scientific(value);
        }
        return plain(value);
    }

    /** Never with an exponent. */
    public static String plain(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        String text = shortest(value).toPlainString();
        return text.indexOf('.') < 0 ? text : text.replaceAll("\\.?0+$", "");
    }

    /** Java writes at least two digits; of the smallest numbers one can be enough: 5e-324 for its 4.9E-324. */
    private static BigDecimal shortest(double value) {
        BigDecimal decimal = new BigDecimal(Double.toString(value));
        if (Math.abs(value) < Double.MIN_NORMAL && decimal.precision() == 2) {
            BigDecimal digit = decimal.round(ONE_DIGIT);
            return digit.doubleValue() == value ? digit : decimal;
        }
        return decimal;
    }

    private static String scientific(double value) {
        BigDecimal decimal = shortest(value).stripTrailingZeros();
        String digits = decimal.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - decimal.scale();
        StringBuilder text = new StringBuilder(value < 0 ? "-" : "").append(digits.charAt(0));
        if (digits.length() > 1) {
            text.append('.').append(digits, 1, digits.length());
        }
        text.append('e').append(exponent < 0 ? '-' : '+');
        int size = Math.abs(exponent);
        return (size < 10 ? text.append('0') : text).append(size).toString();
    }
}
