package dev.nightjar.query.vector;

import java.util.ArrayList;
import java.util.List;

/** {@code limitk}: at each step the first k series of each group, by their labels. */
final class LimitAggregation implements Aggregation {
    private final GroupedSeries groups;
    private final double[] counts;

    LimitAggregation(Grouping grouping, double[] counts) {
        this.groups = new GroupedSeries(grouping);
        this.counts = counts;
    }

    @Override
    public void add(StepSeries series) {
        groups.add(series);
    }

    @Override
    public long kept() {
        return groups.kept();
    }

    @Override
    public List<StepSeries> finish() {
        int[] limits = Limits.of(counts);
        List<StepSeries> result = new ArrayList<>();
        for (List<StepSeries> group : groups.sorted().values()) {
            int[] left = limits.clone();
            for (StepSeries series : group) {
                boolean[] kept = new boolean[left.length];
                for (int step = 0; step < left.length; step++) {
                    if (left[step] > 0 && series.isPresent(step)) {
                        left[step]--;
                        kept[step] = true;
                    }
                }
                StepSeries chosen = series.where(kept, true);
                if (!chosen.isEmpty()) {
                    result.add(chosen);
                }
            }
        }
        return result;
    }
}
