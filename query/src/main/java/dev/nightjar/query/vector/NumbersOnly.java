package dev.nightjar.query.vector;

import dev.nightjar.query.Annotations;
import java.util.List;
import java.util.function.IntPredicate;

/** An aggregation that has no meaning for histograms: leaves them out, and says so where it looks at anything. */
final class NumbersOnly implements Aggregation {
    private final Aggregation numbers;
    private final AggregationOp op;
    private final Annotations.Place place;
    private final IntPredicate looksAt;

    NumbersOnly(Aggregation numbers, AggregationOp op, Annotations.Place place) {
        this(numbers, op, place, _ -> true);
    }

    /** {@code looksAt} says at which steps it looks at the series at all. */
    NumbersOnly(Aggregation numbers, AggregationOp op, Annotations.Place place, IntPredicate looksAt) {
        this.numbers = numbers;
        this.op = op;
        this.place = place;
        this.looksAt = looksAt;
    }

    @Override
    public void add(StepSeries series) {
        if (!series.hasHistograms()) {
            numbers.add(series);
            return;
        }
        for (int step = 0; step < series.values().length; step++) {
            if (series.histogram(step) != null && looksAt.test(step)) {
                place.info("ignored histogram in " + op.symbol() + " aggregation");
                break;
            }
        }
        if (!Absent.isAll(series.values())) {
            numbers.add(series.withValues(series.values()));
        }
    }

    @Override
    public long kept() {
        return numbers.kept();
    }

    @Override
    public List<StepSeries> finish() {
        return numbers.finish();
    }
}
