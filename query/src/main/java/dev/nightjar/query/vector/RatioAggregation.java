package dev.nightjar.query.vector;

import dev.nightjar.model.Labels;
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

    RatioAggregation(double[] parameter, Annotations.Place place) {
        ratios = new double[parameter.length];
        for (int i = 0; i < ratios.length; i++) {
            double ratio = parameter[i];
            if (Double.isNaN(ratio)) {
                throw QueryException.execution("Ratio value is NaN");
            }
            ratios[i] = Math.clamp(ratio, -1, 1);
            if (ratios[i] != ratio) {
                place.warn("ratio value should be between -1 and 1, got " + NumberText.sample(ratio) + ", capping to "
                        + NumberText.sample(ratios[i]));
            }
        }
    }

    @Override
    public void add(StepSeries series) {
        double place = place(series.labels());
        double[] kept = Absent.array(ratios.length);
        for (int step = 0; step < ratios.length; step++) {
            double ratio = ratios[step];
            if (ratio >= 0 ? place < ratio : place >= 1 + ratio) {
                kept[step] = series.values()[step];
            }
        }
        if (!Absent.isAll(kept)) {
            result.add(series.withValues(kept));
        }
    }

    private static double place(Labels labels) {
        long hash = 0x9e3779b97f4a7c15L;
        for (int i = 0; i < labels.size(); i++) {
            hash = mix(hash + labels.name(i).hashCode());
            hash = mix(hash + labels.value(i).hashCode());
        }
        return (hash >>> 11) * 0x1p-53;
    }

    /** The finalizer of splitmix64. */
    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    @Override
    public long kept() {
        return (long) result.size() * ratios.length;
    }

    @Override
    public List<StepSeries> finish() {
        return result;
    }
}
