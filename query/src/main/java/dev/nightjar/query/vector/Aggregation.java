package dev.nightjar.query.vector;

import dev.nightjar.query.Annotations;
import dev.nightjar.query.QueryBudget;
import java.util.List;

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

    /** An aggregation without parameter. */
    static Aggregation of(AggregationOp op, Grouping grouping, int steps) {
        return switch (op) {
            case SUM -> new GroupedAggregation(grouping, steps, SumAccumulator::new);
            case AVG -> new GroupedAggregation(grouping, steps, AverageAccumulator::new);
            case COUNT -> new GroupedAggregation(grouping, steps, CountAccumulator::new);
            case GROUP -> new GroupedAggregation(grouping, steps, GroupAccumulator::new);
            case MIN -> new GroupedAggregation(grouping, steps, MinAccumulator::new);
            case MAX -> new GroupedAggregation(grouping, steps, MaxAccumulator::new);
            case STDDEV -> new GroupedAggregation(grouping, steps, n -> new VarianceAccumulator(n, true));
            case STDVAR -> new GroupedAggregation(grouping, steps, n -> new VarianceAccumulator(n, false));
            case TOPK, BOTTOMK, QUANTILE, COUNT_VALUES, LIMITK, LIMIT_RATIO ->
                throw new IllegalArgumentException(op.symbol() + " needs a parameter");
        };
    }

    /** An aggregation with a number as parameter, one per step. Complaints about it go to {@code place}. */
    static Aggregation withNumber(AggregationOp op, Grouping grouping, double[] parameter, Annotations.Place place) {
        return switch (op) {
            case TOPK -> new RankAggregation(grouping, parameter, true);
            case BOTTOMK -> new RankAggregation(grouping, parameter, false);
            case LIMITK -> new LimitAggregation(grouping, parameter);
            case LIMIT_RATIO -> new RatioAggregation(parameter, place);
            case QUANTILE -> new QuantileAggregation(grouping, parameter, place);
            case SUM, AVG, COUNT, GROUP, MIN, MAX, STDDEV, STDVAR, COUNT_VALUES ->
                throw new IllegalArgumentException(op.symbol() + " takes no number");
        };
    }

    /** {@code count_values("label", ...)}. One series may make as many as it has values: each is asked of {@code budget}. */
    static Aggregation countValues(Grouping grouping, String label, int steps, QueryBudget budget) {
        return new CountValuesAggregation(grouping, label, steps, budget);
    }
}
