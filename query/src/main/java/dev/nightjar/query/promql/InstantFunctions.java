package dev.nightjar.query.promql;

import dev.nightjar.query.vector.Absent;
import dev.nightjar.query.vector.StepSeries;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** Functions of one number, and how they run over a series. */
final class InstantFunctions {
    private static final double LN_2 = Math.log(2);
    private static final Map<String, DoubleUnaryOperator> MATH = new HashMap<>();

    static {
        MATH.put("abs", Math::abs);
        MATH.put("ceil", Math::ceil);
        MATH.put("floor", Math::floor);
        MATH.put("exp", Math::exp);
        MATH.put("sqrt", Math::sqrt);
        MATH.put("ln", Math::log);
        MATH.put("log2", InstantFunctions::log2);
        MATH.put("log10", Math::log10);
        MATH.put("sin", Math::sin);
        MATH.put("cos", Math::cos);
        MATH.put("tan", Math::tan);
        MATH.put("asin", Math::asin);
        MATH.put("acos", Math::acos);
        MATH.put("atan", Math::atan);
        MATH.put("sinh", Math::sinh);
        MATH.put("cosh", Math::cosh);
        MATH.put("tanh", Math::tanh);
        MATH.put("asinh", InstantFunctions::asinh);
        MATH.put("acosh", InstantFunctions::acosh);
        MATH.put("atanh", value -> 0.5 * (Math.log1p(value) - Math.log1p(-value)));
        MATH.put("rad", value -> value * Math.PI / 180);
        MATH.put("deg", value -> value * 180 / Math.PI);
        MATH.put("sgn", Math::signum);
    }

    private InstantFunctions() {}

    static Optional<DoubleUnaryOperator> math(String name) {
        return Optional.ofNullable(MATH.get(name));
    }

    /** Exact for powers of two. */
    private static double log2(double value) {
        if (value > 0 && value < Double.POSITIVE_INFINITY) {
            int exponent = Math.getExponent(value);
            if (value == Math.scalb(1.0, exponent)) {
                return exponent;
            }
        }
        return Math.log(value) / LN_2;
    }

    /** From some size on twice the value, which a double may not hold, says as much. */
    private static double acosh(double value) {
        return value > 1e8 ? Math.log(value) + LN_2 : Math.log(value + Math.sqrt(value - 1) * Math.sqrt(value + 1));
    }

    private static double asinh(double value) {
        double size = Math.abs(value);
        double result =
                size > 1e8 ? Math.log(size) + LN_2 : Math.log1p(size + size * size / (1 + Math.sqrt(size * size + 1)));
        return Math.copySign(result, value);
    }

    /** A function of the value and the index of its step. */
    interface StepOperator {
        double apply(double value, int step);
    }

    static StepSeries map(StepSeries series, DoubleUnaryOperator function) {
        return mapSteps(series, (value, step) -> function.applyAsDouble(value));
    }

    static StepSeries mapSteps(StepSeries series, StepOperator function) {
        double[] values = series.values();
        double[] result = new double[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = Absent.is(values[i]) ? Absent.VALUE : function.apply(values[i], i);
        }
        return series.derived(result);
    }
}
