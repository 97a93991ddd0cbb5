package dev.nightjar.query.logql;

import dev.nightjar.query.CompensatedSum;
import dev.nightjar.query.vector.Quantile;
import java.util.Arrays;

/** The range functions over unwrapped values of one window. */
final class ValueFunctions {
    private ValueFunctions() {}

    /** {@code values[from, to)}, at least one, in order of time. */
    static double apply(Expression.RangeAggregation range, double[] values, int from, int to, double seconds) {
        return switch (range.function()) {
            case SUM_OVER_TIME -> sum(values, from, to);
            case RATE -> sum(values, from, to) / seconds;
            case RATE_COUNTER -> increase(values, from, to) / seconds;
            case AVG_OVER_TIME -> sum(values, from, to) / (to - from);
            case MIN_OVER_TIME -> Arrays.stream(values, from, to).min().orElse(Double.NaN);
            case MAX_OVER_TIME -> Arrays.stream(values, from, to).max().orElse(Double.NaN);
            case FIRST_OVER_TIME -> values[from];
            case LAST_OVER_TIME -> values[to - 1];
            case STDVAR_OVER_TIME -> variance(values, from, to);
            case STDDEV_OVER_TIME -> Math.sqrt(variance(values, from, to));
            case QUANTILE_OVER_TIME ->
                Quantile.of(range.parameter().orElse(Double.NaN), Arrays.copyOfRange(values, from, to), to - from);
            case COUNT_OVER_TIME, BYTES_OVER_TIME, BYTES_RATE, ABSENT_OVER_TIME -> to - from;
        };
    }

    private static double sum(double[] values, int from, int to) {
        CompensatedSum sum = new CompensatedSum();
        for (int i = from; i < to; i++) {
            sum.add(values[i]);
        }
        return sum.value();
    }

    /** How much a counter grew; a fall is a restart from zero. */
    private static double increase(double[] values, int from, int to) {
        double increase = 0;
        for (int i = from + 1; i < to; i++) {
            increase += values[i] < values[i - 1] ? values[i] : values[i] - values[i - 1];
        }
        return increase;
    }

    /** Of the whole population, by Welford's method. */
    private static double variance(double[] values, int from, int to) {
        double mean = 0;
        double squares = 0;
        for (int i = from; i < to; i++) {
            double delta = values[i] - mean;
            mean += delta / (i - from + 1);
            squares += delta * (values[i] - mean);
        }
        return squares / (to - from);
    }
}
