package dev.nightjar.query.logql.template;

import dev.nightjar.gotemplate.notation.GoNumbers;
import dev.nightjar.gotemplate.value.CallFailure;
import dev.nightjar.gotemplate.value.GoInteger;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Any value as a number, for functions that take any: what is none counts as zero. */
final class Conversions {
    private Conversions() {}

    static long integer(@Nullable Object value) {
        return switch (value) {
            case Long number -> number;
            case Double number -> number.longValue();
            case GoInteger named -> named.number();
            case Boolean truth -> truth ? 1 : 0;
            case String text -> GoNumbers.integer(withoutZeros(text)).orElse(0);
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
            case GoInteger named -> named.number();
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
            throw new CallFailure("Cannot create a Decimal from " + GoNumbers.shortest(number));
        }
        return BigDecimal.valueOf(number);
    }
}
