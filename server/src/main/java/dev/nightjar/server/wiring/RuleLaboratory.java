package dev.nightjar.server.wiring;

import dev.nightjar.alerting.rules.Expressions;
import dev.nightjar.alerting.ruletest.Laboratory;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.SeriesReader;
import dev.nightjar.query.histogram.Combined;
import dev.nightjar.query.histogram.HistogramArithmetic;
import java.time.InstantSource;
import java.util.Optional;

/** Tests of rules ask the same engines as the rules do. */
public final class RuleLaboratory implements Laboratory {
    @Override
    public Expressions over(SeriesReader series, LogReader logs) {
        return new QueryExpressions(series, logs, InstantSource.system());
    }

    @Override
    public Expressions syntax() {
        return QueryExpressions.syntaxOnly();
    }

    @Override
    public NativeHistogram add(NativeHistogram left, NativeHistogram right, int sign) {
        Optional<Combined> sum =
                sign < 0 ? HistogramArithmetic.subtract(left, right) : HistogramArithmetic.add(left, right);
        return sum.orElseThrow(() -> new IllegalArgumentException(
                        "histograms of these kinds cannot be combined: " + left + " and " + right))
                .histogram();
    }
}
