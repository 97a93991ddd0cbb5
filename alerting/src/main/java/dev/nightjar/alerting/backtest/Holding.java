package dev.nightjar.alerting.backtest;

import java.util.ArrayList;
import java.util.List;

/** The stretches of time in which one series held, found step by step. What fires follows from them for every {@code for}. */
final class Holding {
    private static final long NONE = -1;

    private final List<Span> spans = new ArrayList<>();
    private long first = NONE;
    private long last = NONE;

    /** At a step later than all before. */
    void holds(long step) {
        if (first == NONE) {
            first = step;
        } else if (step > last + 1) {
            spans.add(new Span(first, last));
            first = step;
        }
        last = step;
    }

    /**
     * When an alert fires: from the step at which it has held for {@code forSteps} until the step at which it has not
     * held for {@code keepSteps}, which goes on through later stretches that begin before that.
     */
    List<Span> firing(long forSteps, long keepSteps) {
        List<Span> firing = new ArrayList<>();
        long start = NONE;
        long end = NONE;
        for (Span span : all()) {
            boolean kept = start != NONE && span.first() <= end + keepSteps + 1;
            if (!kept && start != NONE) {
                firing.add(new Span(start, end + keepSteps));
                start = NONE;
            }
            if (kept) {
                end = span.last();
            } else if (span.last() - span.first() >= forSteps) {
                start = span.first() + forSteps;
                end = span.last();
            }
        }
        if (start != NONE) {
            firing.add(new Span(start, end + keepSteps));
        }
        return firing;
    }

    private List<Span> all() {
        if (first == NONE) {
            return spans;
        }
        List<Span> all = new ArrayList<>(spans);
        all.add(new Span(first, last));
        return all;
    }
}
