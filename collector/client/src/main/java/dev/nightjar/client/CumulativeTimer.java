package dev.nightjar.client;

import io.micrometer.core.instrument.AbstractTimer;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.TimeWindowMax;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** A timer whose count, sum and buckets only grow; its maximum is that of the last minutes. */
final class CumulativeTimer extends AbstractTimer implements Exemplified {
    private static final double NANOS_A_SECOND = 1e9;

    private final LongAdder count = new LongAdder();
    private final LongAdder totalNanos = new LongAdder();
    private final TimeWindowMax max;
    private final CumulativeBuckets buckets;
    private final ExemplarSlots exemplars;

    CumulativeTimer(
            Id id, Clock clock, DistributionStatisticConfig config, PauseDetector pauseDetector, SpanSource spans) {
        super(id, clock, CumulativeBuckets.withoutBuckets(config), pauseDetector, TimeUnit.SECONDS, false);
        this.max = new TimeWindowMax(clock, config);
        this.buckets = new CumulativeBuckets(clock, config);
        this.exemplars = new ExemplarSlots(spans, clock, buckets.bounds());
    }

    @Override
    protected void recordNonNegative(long amount, TimeUnit unit) {
        long nanos = unit.toNanos(amount);
        // the count before the bucket: a snapshot in between must not show more in a bucket than in all
        count.increment();
        totalNanos.add(nanos);
        max.record((double) nanos, TimeUnit.NANOSECONDS);
        buckets.record(nanos);
        exemplars.offer((double) nanos, nanos / NANOS_A_SECOND);
    }

    @Override
    public long count() {
        return count.longValue();
    }

    @Override
    public double totalTime(TimeUnit unit) {
        return totalNanos.doubleValue() / unit.toNanos(1);
    }

    @Override
    public double max(TimeUnit unit) {
        return max.poll(unit);
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
