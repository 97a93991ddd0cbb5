package dev.nightjar.query.promql;

import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.NativeHistogram.ResetHint;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.query.histogram.CounterReset;
import dev.nightjar.query.histogram.HistogramArithmetic;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for counter resets while histograms are read, for the selectors of which only count and sum are asked in the
 * end ({@code histogram_count(sum(x))}). What their store says about a reset is not lost so, and sums of histograms that
 * were reset and others that were not get their warning.
 */
final class ResetDetection {
    private static final Set<String> OF_TOTALS = Set.of("histogram_count", "histogram_sum", "histogram_avg");
    private static final Set<String> OF_BUCKETS =
            Set.of("histogram_quantile", "histogram_quantiles", "histogram_fraction");

    private final Set<Expr.VectorSelector> selectors = new HashSet<>();

    private ResetDetection() {}

    /** What is asked of the histograms of a part of the query. */
    private enum Asked {
        NOTHING_YET,
        TOTALS,
        BUCKETS
    }

    static ResetDetection in(Expr expr) {
        ResetDetection detection = new ResetDetection();
        detection.collect(expr, Asked.NOTHING_YET);
        return detection;
    }

    private void collect(Expr expr, Asked asked) {
        switch (expr) {
            case Expr.VectorSelector selector -> {
                if (asked == Asked.TOTALS) {
                    selectors.add(selector);
                }
            }
            case Expr.MatrixSelector matrix -> collect(matrix.selector(), asked);
            // The steps of a subquery are not samples that follow one another: nothing inside is looked at.
            case Expr.Subquery ignored -> {}
            case Expr.Unary unary -> collect(unary.operand(), asked);
            case Expr.Binary binary -> {
                collect(binary.left(), Asked.NOTHING_YET);
                collect(binary.right(), Asked.NOTHING_YET);
            }
            case Expr.Aggregate aggregate -> {
                aggregate.parameter().ifPresent(parameter -> collect(parameter, asked));
                collect(aggregate.operand(), asked);
            }
            case Expr.Call call -> {
                Asked inside = inside(call.function().name(), asked);
                call.arguments().forEach(argument -> collect(argument, inside));
            }
            case Expr.Paren paren -> collect(paren.inner(), asked);
            case Expr.NumberLiteral ignored -> {}
            case Expr.StringLiteral ignored -> {}
        }
    }

    private static Asked inside(String function, Asked outside) {
        if (outside == Asked.BUCKETS || OF_BUCKETS.contains(function)) {
            return Asked.BUCKETS;
        }
        return OF_TOTALS.contains(function) ? Asked.TOTALS : outside;
    }

    /** Fills in what the counts say where nothing is known about a reset since the sample before. */
    void mark(Expr.VectorSelector selector, SampleBuffer samples) {
        if (selectors.isEmpty() || !samples.hasHistograms() || !selectors.contains(selector)) {
            return;
        }
        @Nullable NativeHistogram before = null;
        for (int i = 0; i < samples.size(); i++) {
            NativeHistogram histogram = samples.histogram(i);
            if (before != null && histogram != null && histogram.resetHint() == ResetHint.UNKNOWN) {
                boolean reset = CounterReset.between(before, histogram);
                samples.replace(
                        i, HistogramArithmetic.withHint(histogram, reset ? ResetHint.RESET : ResetHint.NO_RESET));
            }
            before = histogram == null ? before : histogram;
        }
    }
}
