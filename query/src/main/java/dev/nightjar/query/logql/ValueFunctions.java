package dev.nightjar.query.logql;

import dev.nightjar.query.CompensatedSum;
import dev.nightjar.query.vector.Quantile;
import java.util.Arrays;

/** The range functions over unwrapped values of one window. */
final class ValueFunctions {
    private ValueFunctions() {}

    /** {@code values[from, to)}, at least one, in order of {@code times}, nanoseconds. */
    static double apply(Expression.RangeAggregation range, long[] times, double[] values, int from, int to) {
        double seconds = range.rangeNanos() / 1e9;
        return switch (range.function()) {
            case SUM_OVER_TIME -> sum(values, from, to);
            case RATE -> sum(values, from, to) / seconds;
            case RATE_COUNTER -> CounterRate.of(times, values, from, to, range.rangeNanos());
            case AVG_OVER_TIME -> mean(values, from, to);
            case MIN_OVER_TIME -> extreme(values, from, to, -1);
            case MAX_OVER_TIME -> extreme(values, from, to, 1);
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

    /** The sum through the count, or where that overflows, the mean as it moves. */
    private static double mean(double[] values, int from, int to) {
        double sum = sum(values, from, to);
        if (Double.isFinite(sum)) {
            return sum / (to - from);
        }
        double mean = 0;
        for (int i = from; i < to; i++) {
            boolean stays = Double.isInfinite(mean) && !Double.isNaN(values[i]) && values[i] != -mean;
            int count = i - from + 1;
            mean = stays ? mean : mean + values[i] / count - mean / count;
        }
        return mean;
    }

    /** The greatest with sign 1, the smallest with sign -1; what is no number counts only where nothing else is. */
    private static double extreme(double[] values, int from, int to, int sign) {
        double best = values[from];
        for (int i = from + 1; i < to; i++) {
            if (sign * values[i] > sign * best || Double.isNaN(best)) {
                best = values[i];
            }
        }
        return best;
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
