package dev.nightjar.query.logql.template;

import dev.nightjar.gotemplate.value.CallFailure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/** Functions of numbers. They take anything; arithmetic with fractions is exact in decimals. */
final class NumberFunctions {
    /** Digits behind the point that a division keeps. */
    private static final int DIVISION_DIGITS = 16;

    private NumberFunctions() {}

    static void addTo(LokiFunctions.Table table) {
        table.add("int", "a", (arguments, _) -> Conversions.integer(arguments.getFirst()));
        table.add("float64", "a", (arguments, _) -> Conversions.number(arguments.getFirst()));
        table.add("add", "a*", whole(Long::sum, 0));
        table.add("sub", "aa", whole((a, b) -> a - b));
        table.add("mul", "aa*", whole((a, b) -> a * b));
        table.add("div", "aa", whole(NumberFunctions::quotient));
        table.add("mod", "aa", whole((a, b) -> a - b * quotient(a, b)));
        table.add("max", "aa*", whole(Math::max));
        table.add("min", "aa*", whole(Math::min));
        table.add("addf", "a*", exact(BigDecimal::add, BigDecimal.ZERO));
        table.add("subf", "aa*", exact(BigDecimal::subtract));
        table.add("mulf", "aa*", exact(BigDecimal::multiply));
        table.add("divf", "aa*", exact(NumberFunctions::quotient));
        table.add("maxf", "aa*", fractions(Math::max));
        table.add("minf", "aa*", fractions(Math::min));
        table.add("ceil", "a", (arguments, _) -> Math.ceil(Conversions.number(arguments.getFirst())));
        table.add("floor", "a", (arguments, _) -> Math.floor(Conversions.number(arguments.getFirst())));
        table.add("round", "aif*", (arguments, _) -> rounded(arguments));
    }

    private static long quotient(long a, long b) {
        if (b == 0) {
            throw new CallFailure("runtime error: integer divide by zero");
        }
        return a / b;
    }

    private static BigDecimal quotient(BigDecimal a, BigDecimal b) {
        if (b.signum() == 0) {
            throw new CallFailure("decimal division by 0");
        }
        return a.divide(b, DIVISION_DIGITS, RoundingMode.HALF_UP);
    }

    private static LokiFunctions.Body whole(LongBinaryOperator operator) {
        return (arguments, _) -> arguments.stream()
                .mapToLong(Conversions::integer)
                .reduce(operator)
                .orElse(0);
    }

    private static LokiFunctions.Body whole(LongBinaryOperator operator, long first) {
        return (arguments, _) ->
                arguments.stream().mapToLong(Conversions::integer).reduce(first, operator);
    }

    private static LokiFunctions.Body fractions(DoubleBinaryOperator operator) {
        return (arguments, _) -> arguments.stream()
                .mapToDouble(Conversions::number)
                .reduce(operator)
                .orElse(0);
    }

    private static LokiFunctions.Body exact(BinaryOperator<BigDecimal> operator) {
        return (arguments, _) -> arguments.stream()
                .map(Conversions::decimal)
                .reduce(operator)
                .orElse(BigDecimal.ZERO)
                .doubleValue();
    }

    private static LokiFunctions.Body exact(BinaryOperator<BigDecimal> operator, BigDecimal first) {
        return (arguments, _) -> arguments.stream()
                .map(Conversions::decimal)
                .reduce(first, operator)
                .doubleValue();
    }

    /** To so many digits behind the point; up from the third argument on, a half where there is none. */
    private static double rounded(List<@Nullable Object> arguments) {
        double up = arguments.size() > 2 ? Conversions.number(arguments.get(2)) : 0.5;
        double scale = Math.pow(10, Conversions.number(arguments.get(1)));
        double scaled = scale * Conversions.number(arguments.getFirst());
        double rest = scaled - (scaled < 0 ? Math.ceil(scaled) : Math.floor(scaled));
        return (rest >= up ? Math.ceil(scaled) : Math.floor(scaled)) / scale;
    }
}
