package dev.nightjar.query.vector;

import dev.nightjar.query.Annotations;
import dev.nightjar.query.NumberText;
import dev.nightjar.query.QueryException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code limit_ratio}: about that share of the series, always the same ones: a series has a place in [0, 1) by the hash
 * of its labels. A ratio r below zero gives exactly what 1 + r leaves out.
 */
final class RatioAggregation implements Aggregation {
    private final double[] ratios;
    private final List<StepSeries> result = new ArrayList<>();
    private long values;

    RatioAggregation(double[] parameter, Annotations.Place place) {
        ratios = new double[parameter.length];
        for (int i = 0; i < ratios.length; i++) {
            double ratio = parameter[i];
            if (Double.isNaN(ratio)) {
                throw QueryException.execution("Ratio value is NaN");
            }
            ratios[i] = Math.clamp(ratio, -1, 1);
        }
        for (double ratio : Extremes.of(parameter).outside(-1, 1)) {
            place.warn("ratio value should be between -1 and 1, got " + NumberText.general(ratio) + ", capping to "
                    + NumberText.general(Math.clamp(ratio, -1, 1)));
        }
    }

    @Override
    public void add(StepSeries series) {
        double place = LabelHash.fraction(series.labels());
        boolean[] kept = new boolean[ratios.length];
        for (int step = 0; step < ratios.length; step++) {
            double ratio = ratios[step];
            kept[step] = ratio >= 0 ? place < ratio : place >= 1 + ratio;
        }
        StepSeries chosen = series.where(kept, true);
        if (!chosen.isEmpty()) {
            result.add(chosen);
            values += chosen.kept();
        }
    }

    @Override
    public long kept() {
        return values;
    }

    @Override
    public List<StepSeries> finish() {
        return result;
    }
}
