package dev.nightjar.client;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.cumulative.CumulativeCounter;

/** A counter that only grows, and remembers the trace of an increment. */
final class TracedCounter extends CumulativeCounter implements Exemplified {
    private static final double[] NO_BOUNDS = {};

    private final ExemplarSlots exemplars;

    TracedCounter(Id id, Clock clock, SpanSource spans) {
        super(id);
        this.exemplars = new ExemplarSlots(spans, clock, NO_BOUNDS);
    }

    @Override
    public void increment(double amount) {
        super.increment(amount);
        exemplars.offer(amount, amount);
    }

    @Override
    public ExemplarSlots exemplars() {
        return exemplars;
    }
}
