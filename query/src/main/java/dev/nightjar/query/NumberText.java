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

    /** As in messages and in the text format: with an exponent below 1e-4 and from 1e6 on. */
    public static String general(double value) {
        double size = Math.abs(value);
        if (size != 0 && size < Double.POSITIVE_INFINITY && (size < 1e-4 || size >= 1e6)) {
            return scientific(value);
        }
        return plain(value);
    }

    /** Always with an exponent, as rules and alerts have it: {@code 1e+00}. */
    public static String exponent(double value) {
        if (value == 0) {
            return 1 / value < 0 ? "-0e+00" : "0e+00";
        }
        return Double.isFinite(value) ? scientific(value) : plain(value);
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
        return Math.abs(value) < Double.MIN_NORMAL
                ? shortest(value).stripTrailingZeros().toPlainString()
                : placed(Double.toString(value));
    }

    /** The same digits without the exponent and without zeros at the end. An answer has one of these a sample. */
    private static String placed(String text) {
        int mark = text.indexOf('E');
        if (mark < 0) {
            return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
        }
        int point = text.indexOf('.');
        int exponent = Integer.parseInt(text, mark + 1, text.length(), 10);
        int end = text.startsWith(".0E", point) ? point : mark;
        StringBuilder plain = new StringBuilder(Math.abs(exponent) + mark + 2);
        int start = text.charAt(0) == '-' ? 1 : 0;
        plain.append(text, 0, start);
        if (exponent < 0) {
            plain.append("0.").repeat('0', -exponent - 1).append(text, start, point);
            return plain.append(text, Math.min(point + 1, end), end).toString();
        }
        int decimals = Math.max(0, end - point - 1);
        plain.append(text, start, point);
        if (decimals <= exponent) {
            return plain.append(text, Math.min(point + 1, end), end)
                    .repeat('0', exponent - decimals)
                    .toString();
        }
        return plain.append(text, point + 1, point + 1 + exponent)
                .append('.')
                .append(text, point + 1 + exponent, end)
                .toString();
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
