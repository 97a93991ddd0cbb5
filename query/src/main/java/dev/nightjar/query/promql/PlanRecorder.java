package dev.nightjar.query.promql;

import dev.nightjar.query.vector.Absent;
import dev.nightjar.query.vector.StepSeries;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/*
 * Series flow from the selectors up, each handed over by a call: while the part below runs, those above it are on the
 * stack. So time is counted as by a chess clock. One part is at work at any moment; whoever hands over a series, or asks
 * for some, first stops its own clock.
 */
/** Watches one evaluation: what each part of the query read, handed on, and took. One query, one thread. */
final class PlanRecorder {
    /** What one part of the query took so far. */
    static final class Cost {
        final Set<String> notes = new LinkedHashSet<>();
        long seriesRead;
        long chunksRead;
        long samplesRead;
        long resultSeries;
        long resultValues;
        Duration time = Duration.ZERO;
    }

    private final InstantSource clock;
    private final IdentityHashMap<Expr, Cost> costs = new IdentityHashMap<>();
    private Cost atWork = new Cost();
    private Instant since;

    PlanRecorder(InstantSource clock) {
        this.clock = clock;
        this.since = clock.instant();
    }

    Cost cost(Expr expr) {
        return costs.computeIfAbsent(expr.unwrapped(), part -> new Cost());
    }

    /** Lets {@code expr} work; the answer is who worked before, to be given back to {@link #goOn}. */
    Cost begin(Expr expr) {
        Cost before = atWork;
        goOn(cost(expr));
        return before;
    }

    void goOn(Cost other) {
        Instant now = clock.instant();
        atWork.time = atWork.time.plus(Duration.between(since, now));
        since = now;
        atWork = other;
    }

    /** Lets {@code expr} hand its series to {@code to}. */
    void watch(Expr expr, Consumer<StepSeries> to, Consumer<Consumer<StepSeries>> evaluation) {
        Cost above = begin(expr);
        Cost own = atWork;
        try {
            evaluation.accept(series -> {
                own.resultSeries++;
                own.resultValues += present(series.values());
                goOn(above);
                to.accept(series);
                goOn(own);
            });
        } finally {
            goOn(above);
        }
    }

    void read(int samples) {
        atWork.seriesRead++;
        atWork.samplesRead += samples;
    }

    void chunks(long read) {
        atWork.chunksRead += read;
    }

    void note(Expr expr, String note) {
        cost(expr).notes.add(note);
    }

    private static long present(double[] values) {
        long count = 0;
        for (double value : values) {
            count += Absent.is(value) ? 0 : 1;
        }
        return count;
    }
}
