package dev.nightjar.query.promql;

import dev.nightjar.query.TimeSteps;

/**
 * Where a selector looks at each step: at a fixed time, or at the step's own, moved by the offset. Never goes backwards
 * from one step to the next.
 */
record LookTimes(TimeSteps steps, boolean fixed, long fixedMillis, long offsetMillis) {
    static LookTimes of(Timing timing, TimeSteps steps, QueryScope scope) {
        long offset = timing.offset().map(scope::millis).orElse(0L);
        long fixed = timing.at()
                .map(at -> switch (at) {
                    case Timing.At.Time time -> time.millis();
                    case Timing.At.Start ignored -> scope.startMillis();
                    case Timing.At.End ignored -> scope.endMillis();
                })
                .orElse(0L);
        return new LookTimes(steps, timing.at().isPresent(), fixed, offset);
    }

    int count() {
        return steps.count();
    }

    long at(int step) {
        return (fixed ? fixedMillis : steps.at(step)) - offsetMillis;
    }

    long first() {
        return at(0);
    }

    long last() {
        return at(steps.count() - 1);
    }
}
