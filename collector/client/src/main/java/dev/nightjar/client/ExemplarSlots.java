package dev.nightjar.client;

import dev.nightjar.model.Exemplar;
import dev.nightjar.model.Labels;
import io.micrometer.core.instrument.Clock;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The newest exemplar of each bucket of a meter. One is taken at most every second a bucket, so that measuring stays
 * as cheap as it was: in between, an offer is a search among the bounds and a comparison.
 */
final class ExemplarSlots {
    private static final long APART_MILLIS = 1000;

    private final SpanSource spans;
    private final Clock clock;
    private final double[] bounds;
    private final AtomicReferenceArray<@Nullable Exemplar> newest;

    /** Of the thread that reads. */
    private final @Nullable Exemplar[] told;

    /** @param bounds of the buckets, ascending, inclusive; beyond them there is one more */
    ExemplarSlots(SpanSource spans, Clock clock, double[] bounds) {
        this.spans = spans;
        this.clock = clock;
        this.bounds = bounds;
        this.newest = new AtomicReferenceArray<>(bounds.length + 1);
        this.told = new @Nullable Exemplar[bounds.length + 1];
    }

    int size() {
        return told.length;
    }

    /** @param shown the same as {@code measured}, in the unit that the series has */
    void offer(double measured, double shown) {
        int found = Arrays.binarySearch(bounds, measured);
        int slot = found >= 0 ? found : -found - 1;
        Exemplar last = newest.get(slot);
        long now = clock.wallTime();
        if (last != null && now - last.timestampMillis() < APART_MILLIS) {
            return;
        }
        SpanSource.Span span = currentOf(spans);
        if (span != null) {
            newest.set(slot, new Exemplar(Labels.of("trace_id", span.traceId(), "span_id", span.spanId()), shown, now));
        }
    }

    static SpanSource.@Nullable Span currentOf(SpanSource spans) {
        try {
            return spans.current();
        } catch (RuntimeException e) {
            return null;
        }
    }

    /** The slot's exemplar if it was not handed out before. Used by one thread at a time. */
    @Nullable
    @SuppressWarnings("ReferenceEquality") // the same values measured again are another exemplar
    Exemplar untold(int slot) {
        Exemplar now = newest.get(slot);
        if (now == told[slot]) {
            return null;
        }
        told[slot] = now;
        return now;
    }
}
