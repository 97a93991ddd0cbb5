package dev.nightjar.query.vector;

import dev.nightjar.query.Annotations;
import dev.nightjar.query.QueryBudget;
import java.util.List;
import java.util.function.IntFunction;

/**
 * An aggregation under way: give it series one by one, in any order, then ask for the result. It keeps what it needs,
 * which for sum, avg, count, min, max, group, stddev and stdvar is a few arrays per group, whatever the number of
 * series.
 */
public interface Aggregation {
    void add(StepSeries series);

    /** Values kept by now. */
    long kept();

    /** The groups' series (for topk, bottomk, limitk and limit_ratio: the chosen input series). Called once. */
    List<StepSeries> finish();

    /** An aggregation without parameter. What is to say about the series goes to {@code place}. */
    static Aggregation of(AggregationOp op, Grouping grouping, int steps, Annotations.Place place) {
        return switch (op) {
            case SUM -> new GroupedAggregation(grouping, steps, n -> new SumAccumulator(n, place));
            case AVG -> new GroupedAggregation(grouping, steps, n -> new AverageAccumulator(n, place));
            case COUNT -> new GroupedAggregation(grouping, steps, CountAccumulator::new);
            case GROUP -> new GroupedAggregation(grouping, steps, GroupAccumulator::new);
            case MIN, MAX, STDDEV, STDVAR ->
                new NumbersOnly(new GroupedAggregation(grouping, steps, ofNumbers(op)), op, place);
            case TOPK, BOTTOMK, QUANTILE, COUNT_VALUES, LIMITK, LIMIT_RATIO ->
                throw new IllegalArgumentException(op.symbol() + " needs a parameter");
        };
    }

    private static IntFunction<Accumulator> ofNumbers(AggregationOp op) {
        return switch (op) {
            case MIN -> MinAccumulator::new;
            case MAX -> MaxAccumulator::new;
            case STDDEV -> steps -> new VarianceAccumulator(steps, true);
            case STDVAR -> steps -> new VarianceAccumulator(steps, false);
            case SUM, AVG, COUNT, GROUP, TOPK, BOTTOMK, QUANTILE, COUNT_VALUES, LIMITK, LIMIT_RATIO ->
                throw new IllegalArgumentException(op.symbol() + " is none of these");
        };
    }

    /**
     * An aggregation with a number as parameter, one per step. Complaints about it go to {@code ofParameter}, what is to
     * say about the series to {@code place}.
     */
    static Aggregation withNumber(
            AggregationOp op,
            Grouping grouping,
            double[] parameter,
            Annotations.Place ofParameter,
            Annotations.Place place) {
        return switch (op) {
            case TOPK, BOTTOMK ->
                new NumbersOnly(
                        new RankAggregation(grouping, parameter, op == AggregationOp.TOPK),
                        op,
                        place,
                        step -> parameter[step] >= 1);
            case LIMITK -> new LimitAggregation(grouping, parameter);
            case LIMIT_RATIO -> new RatioAggregation(parameter, ofParameter);
            case QUANTILE -> new NumbersOnly(new QuantileAggregation(grouping, parameter, ofParameter), op, place);
            case SUM, AVG, COUNT, GROUP, MIN, MAX, STDDEV, STDVAR, COUNT_VALUES ->
                throw new IllegalArgumentException(op.symbol() + " takes no number");
        };
    }

    /** {@code count_values("label", ...)}. One series may make as many as it has values: each is asked of {@code budget}. */
    static Aggregation countValues(Grouping grouping, String label, int steps, QueryBudget budget) {
        return new CountValuesAggregation(grouping, label, steps, budget);
    }
}
