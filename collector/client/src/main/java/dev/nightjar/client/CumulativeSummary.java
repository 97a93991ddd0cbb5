package dev.nightjar.client;

import io.micrometer.core.instrument.AbstractDistributionSummary;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.TimeWindowMax;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** A distribution whose count, sum and buckets only grow; its maximum is that of the last minutes. */
final class CumulativeSummary extends AbstractDistributionSummary implements Exemplified {
    private final LongAdder count = new LongAdder();
    private final DoubleAdder total = new DoubleAdder();
    private final TimeWindowMax max;
    private final CumulativeBuckets buckets;
    private final ExemplarSlots exemplars;

    CumulativeSummary(Id id, Clock clock, DistributionStatisticConfig config, double scale, SpanSource spans) {
        super(id, clock, CumulativeBuckets.withoutBuckets(config), scale, false);
        this.max = new TimeWindowMax(clock, config);
        this.buckets = new CumulativeBuckets(clock, config);
        this.exemplars = new ExemplarSlots(spans, clock, buckets.bounds());
    }

    @Override
    protected void recordNonNegative(double amount) {
        count.increment();
        total.add(amount);
        max.record(amount);
        buckets.record(amount);
        exemplars.offer(amount, amount);
    }

    @Override
    public long count() {
        return count.longValue();
    }

    @Override
    public double totalAmount() {
        return total.sum();
    }

    @Override
    public double max() {
        return max.poll();
    }

    @Override
    public ExemplarSlots exemplars() {
        return exemplars;
    }

    @Override
    public HistogramSnapshot takeSnapshot() {
        return buckets.with(super.takeSnapshot());
    }

    @Override
    public void close() {
        buckets.close();
        super.close();
    }
}
