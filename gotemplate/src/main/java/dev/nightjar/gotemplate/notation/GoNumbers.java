package dev.nightjar.gotemplate.notation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.OptionalLong;

/** Numbers as Go writes and reads them. */
public final class GoNumbers {
    private static final MathContext ONE_DIGIT = new MathContext(1, RoundingMode.HALF_EVEN);

    /** More digits than a number of 64 bits has in any base, with zeros in front. */
    private static final int MOST_DIGITS = 70;

    private GoNumbers() {}

    /** As {@code %v}: the fewest digits that read back as the same number, with an exponent below 1e-4 and from 1e6 on. */
    public static String shortest(double value) {
        double size = Math.abs(value);
        if (size != 0 && size < Double.POSITIVE_INFINITY && (size < 1e-4 || size >= 1e6)) {
            return exponent(value);
        }
        return plain(value);
    }

    /** The fewest digits that read back as the same number, always with an exponent: {@code 1e+00}. */
    public static String exponent(double value) {
        if (value == 0) {
            return 1 / value < 0 ? "-0e+00" : "0e+00";
        }
        if (!Double.isFinite(value)) {
            return plain(value);
        }
        BigDecimal decimal = decimal(value).stripTrailingZeros();
        String digits = decimal.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - decimal.scale();
        StringBuilder text = new StringBuilder(value < 0 ? "-" : "").append(digits.charAt(0));
        if (digits.length() > 1) {
            text.append('.').append(digits, 1, digits.length());
        }
        return appendExponent(text, exponent).toString();
    }

    private static StringBuilder appendExponent(StringBuilder text, int exponent) {
        int size = Math.abs(exponent);
        text.append('e').append(exponent < 0 ? '-' : '+');
        return (size < 10 ? text.append('0') : text).append(size);
    }

    /** The fewest digits that read back as the same number, never with an exponent. */
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
                ? decimal(value).stripTrailingZeros().toPlainString()
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
    private static BigDecimal decimal(double value) {
        BigDecimal decimal = new BigDecimal(Double.toString(value));
        if (Math.abs(value) < Double.MIN_NORMAL && decimal.precision() == 2) {
            BigDecimal digit = decimal.round(ONE_DIGIT);
            return digit.doubleValue() == value ? digit : decimal;
        }
        return decimal;
    }

    /** As {@code %.<digits>g}: so many digits at most, with an exponent below 1e-4 and where more stand before the point. */
    public static String general(double value, int digits) {
        if (!Double.isFinite(value) || value == 0) {
            return plain(value);
        }
        int most = Math.max(1, digits);
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(most, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - rounded.scale() - 1;
        BigDecimal stripped = rounded.stripTrailingZeros();
        return exponent < -4 || exponent >= most
                ? scientific(stripped, stripped.precision() - 1)
                : stripped.toPlainString();
    }

    /** As {@code %.<places>f}; what is rounded to nothing keeps its sign. */
    public static String fixed(double value, int places) {
        if (!Double.isFinite(value)) {
            return plain(value);
        }
        String text = new BigDecimal(value)
                .setScale(places, RoundingMode.HALF_EVEN)
                .abs()
                .toPlainString();
        return value < 0 || 1 / value < 0 ? "-" + text : text;
    }

    /** As {@code %.<places>e}. */
    public static String scientific(double value, int places) {
        if (!Double.isFinite(value)) {
            return plain(value);
        }
        String sign = value == 0 && 1 / value < 0 ? "-" : "";
        return sign + scientific(new BigDecimal(value), places);
    }

    private static String scientific(BigDecimal number, int places) {
        if (number.signum() == 0) {
            return (places > 0 ? "0." + "0".repeat(places) : "0") + "e+00";
        }
        BigDecimal rounded = number.round(new MathContext(places + 1, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - rounded.scale() - 1;
        String mantissa = rounded.movePointLeft(exponent)
                .setScale(places, RoundingMode.UNNECESSARY)
                .toPlainString();
        return appendExponent(new StringBuilder(mantissa), exponent).toString();
    }

    /**
     * A whole number of 64 bits: decimal, or with one of the prefixes 0x, 0o, 0b and 0; empty where it is none or does
     * not fit.
     */
    public static OptionalLong integer(String written) {
        boolean negative = written.startsWith("-");
        String digits = negative || written.startsWith("+") ? written.substring(1) : written;
        int radix = 10;
        if (digits.length() > 1 && digits.charAt(0) == '0') {
            radix = switch (digits.charAt(1)) {
                case 'x', 'X' -> 16;
                case 'b', 'B' -> 2;
                default -> 8;
            };
            digits = digits.substring(Character.isLetter(digits.charAt(1)) ? 2 : 1);
        }
        int base = radix;
        boolean readable = !digits.isEmpty()
                && digits.length() <= MOST_DIGITS
                && digits.chars().allMatch(c -> c < 128 && Character.digit(c, base) >= 0);
        if (!readable) {
            return OptionalLong.empty();
        }
        BigInteger value = new BigInteger(negative ? "-" + digits : digits, radix);
        return value.bitLength() < Long.SIZE ? OptionalLong.of(value.longValue()) : OptionalLong.empty();
    }
}
