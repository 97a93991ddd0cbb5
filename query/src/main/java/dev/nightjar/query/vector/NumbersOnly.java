package dev.nightjar.query.vector;

import dev.nightjar.query.Annotations;
import java.util.List;

/** An aggregation that has no meaning for histograms: leaves them out and says so. */
final class NumbersOnly implements Aggregation {
    private final Aggregation numbers;
    private final AggregationOp op;
    private final Annotations.Place place;

    NumbersOnly(Aggregation numbers, AggregationOp op, Annotations.Place place) {
        this.numbers = numbers;
        this.op = op;
        this.place = place;
    }

    @Override
    public void add(StepSeries series) {
        if (!series.hasHistograms()) {
            numbers.add(series);
            return;
        }
        place.info("ignored histogram in " + op.symbol() + " aggregation");
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
