package dev.nightjar.query.logql.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Any value as a number, for functions that take any: what is none counts as zero. */
final class Conversions {
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private Conversions() {}

    static long integer(@Nullable Object value) {
        return switch (value) {
            case Long number -> number;
            case Double number -> number.longValue();
            case NamedNumber named -> named.number();
            case Boolean truth -> truth ? 1 : 0;
            case String text -> integer(withoutZeros(text)).orElse(0);
            case null, default -> 0;
        };
    }

    /** {@code 1.00} is whole. */
    private static String withoutZeros(String text) {
        int dot = text.indexOf('.');
        boolean zeros = dot > 0 && text.substring(dot + 1).chars().allMatch(c -> c == '0');
        return zeros ? text.substring(0, dot) : text;
    }

    static double number(@Nullable Object value) {
        return switch (value) {
            case Long number -> number;
            case Double number -> number;
            case NamedNumber named -> named.number();
            case Boolean truth -> truth ? 1 : 0;
            case String text -> number(text);
            case null, default -> 0;
        };
    }

    private static double number(String text) {
        boolean decimal = text.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
        return decimal ? Double.parseDouble(text) : 0;
    }

    /** For arithmetic that is exact in decimals. */
    static BigDecimal decimal(@Nullable Object value) {
        double number = number(value);
        if (!Double.isFinite(number)) {
            throw new CallFailure("Cannot create a Decimal from " + GoPrint.plain(number));
        }
        return BigDecimal.valueOf(number);
    }

    /** A whole number as Go writes it: decimal, or with the prefixes 0x, 0o, 0b and 0. */
    static OptionalLong integer(String written) {
        boolean negative = written.startsWith("-");
        String digits = negative || written.startsWith("+") ? written.substring(1) : written;
        int radix = 10;
        if (digits.length() > 1 && digits.charAt(0) == '0') {
            radix = switch (Character.toLowerCase(digits.charAt(1))) {
                case 'x' -> 16;
                case 'b' -> 2;
                case 'o' -> 8;
                default -> 8;
            };
            boolean marked = Character.isLetter(digits.charAt(1));
            digits = digits.substring(marked ? 2 : 1);
        }
        int base = radix;
        if (digits.isEmpty()
                || digits.length() > 70
                || !digits.chars().allMatch(c -> c < 128 && Character.digit(c, base) >= 0)) {
            return OptionalLong.empty();
        }
        BigInteger value = new BigInteger(negative ? "-" + digits : digits, radix);
        boolean fits = value.compareTo(LONG_MIN) >= 0 && value.compareTo(LONG_MAX) <= 0;
        return fits ? OptionalLong.of(value.longValue()) : OptionalLong.empty();
    }
}
