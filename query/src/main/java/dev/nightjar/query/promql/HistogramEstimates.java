package dev.nightjar.query.promql;

import dev.nightjar.model.NativeHistogram;
import dev.nightjar.query.Annotations;
import dev.nightjar.query.NumberText;
import dev.nightjar.query.TimeSteps;
import dev.nightjar.query.histogram.HistogramFraction;
import dev.nightjar.query.histogram.HistogramQuantile;
import dev.nightjar.query.vector.Absent;
import dev.nightjar.query.vector.StepSeries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Quantiles and fractions of the histograms of a vector, be they classic or native. */
final class HistogramEstimates {
    private final QueryScope scope;
    private final Annotations.Place place;
    private final HistogramVector histograms;
    private final TimeSteps steps;

    /** {@code argument} is what {@code vector} was made from. */
    HistogramEstimates(QueryScope scope, Expr argument, List<StepSeries> vector, TimeSteps steps) {
        this.scope = scope;
        this.place = scope.at(argument);
        this.histograms = new HistogramVector(scope, argument, vector, steps.count());
        this.steps = steps;
    }

    List<StepSeries> quantile(double[] quantiles, Expr parameter) {
        for (double q : quantiles) {
            if (!(q >= 0 && q <= 1)) {
                scope.at(parameter).warn("quantile value should be between 0 and 1, got " + NumberText.general(q));
            }
        }
        MonotonicityRepairs repairs = new MonotonicityRepairs();
        List<StepSeries> result = histograms.each(new HistogramVector.Estimate() {
            @Override
            public double ofClassic(BucketCounts buckets, int step, String metric) {
                double value = buckets.quantile(quantiles[step]);
                if (buckets.wasMadeMonotonic()) {
                    repairs.add(metric, buckets, steps.at(step));
                }
                return value;
            }

            @Override
            public double ofNative(NativeHistogram histogram, int step, String metric) {
                double q = quantiles[step];
                double value = HistogramQuantile.of(q, histogram);
                if (Double.isNaN(histogram.sum()) && histogram.count() != 0 && q >= 0 && q <= 1) {
                    place.info("input to histogram_quantile has NaN observations, result is "
                            + (Double.isNaN(value) ? "NaN" : "skewed higher") + HistogramVector.ofMetric(metric));
                }
                return value;
            }
        });
        repairs.tell(place);
        return result;
    }

    /** As {@link #quantile}, with the quantile asked for at a step written into {@code label}, whatever stood there. */
    List<StepSeries> labeledQuantile(String label, double[] quantiles, Expr parameter) {
        List<StepSeries> result = new ArrayList<>();
        for (StepSeries series : quantile(quantiles, parameter)) {
            Map<String, double[]> byQuantile = new LinkedHashMap<>();
            for (int step = 0; step < steps.count(); step++) {
                if (!Absent.is(series.values()[step])) {
                    byQuantile
                                    .computeIfAbsent(labelText(quantiles[step]), text -> {
                                        scope.budget().held(steps.count());
                                        return Absent.array(steps.count());
                                    })[step] =
                            series.values()[step];
                }
            }
            byQuantile.forEach(
                    (text, values) -> result.add(new StepSeries(series.labels().with(label, text), true, values)));
        }
        return result;
    }

    /** Whole numbers get a decimal, as the quantiles of summaries do. */
    private static String labelText(double quantile) {
        String text = NumberText.sample(quantile);
        boolean whole = Double.isFinite(quantile) && text.indexOf('.') < 0 && text.indexOf('e') < 0;
        return whole ? text + ".0" : text;
    }

    List<StepSeries> fraction(double[] lower, double[] upper) {
        return histograms.each(new HistogramVector.Estimate() {
            @Override
            public double ofClassic(BucketCounts buckets, int step, String metric) {
                return buckets.fraction(lower[step], upper[step]);
            }

            @Override
            public double ofNative(NativeHistogram histogram, int step, String metric) {
                boolean asked = histogram.count() != 0 && lower[step] < upper[step];
                if (asked && Double.isNaN(histogram.sum())) {
                    place.info("input to histogram_fraction has NaN observations, which are excluded from all fractions"
                            + HistogramVector.ofMetric(metric));
                }
                return HistogramFraction.between(lower[step], upper[step], histogram);
            }
        });
    }
}
