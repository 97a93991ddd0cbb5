package dev.nightjar.query.vector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code topk} and {@code bottomk}: at each step the k greatest or smallest of each group; NaN comes last. */
final class RankAggregation implements Aggregation {
    private final GroupedSeries groups;
    private final double[] counts;
    private final boolean greatest;

    RankAggregation(Grouping grouping, double[] counts, boolean greatest) {
        this.groups = new GroupedSeries(grouping);
        this.counts = counts;
        this.greatest = greatest;
    }

    @Override
    public void add(StepSeries series) {
        groups.add(series);
    }

    @Override
    public List<StepSeries> finish() {
        int[] limits = Limits.of(counts);
        List<StepSeries> result = new ArrayList<>();
        for (List<StepSeries> group : groups.sorted().values()) {
            rank(group, limits, result);
        }
        return result;
    }

    private void rank(List<StepSeries> group, int[] limits, List<StepSeries> result) {
        double[][] chosen = new double[group.size()][];
        Integer[] order = new Integer[group.size()];
        for (int step = 0; step < limits.length; step++) {
            int present = 0;
            for (int s = 0; s < group.size(); s++) {
                if (!Absent.is(group.get(s).values()[step])) {
                    order[present++] = s;
                }
            }
            int at = step;
            Arrays.sort(
                    order,
                    0,
                    present,
                    (a, b) -> compare(group.get(a).values()[at], group.get(b).values()[at]));
            int kept = Math.min(limits[step], present);
            for (int i = 0; i < kept; i++) {
                int s = order[i];
                if (chosen[s] == null) {
                    chosen[s] = Absent.array(limits.length);
                }
                chosen[s][step] = group.get(s).values()[step];
            }
        }
        for (int s = 0; s < chosen.length; s++) {
            if (chosen[s] != null) {
                result.add(group.get(s).withValues(chosen[s]));
            }
        }
    }

    private int compare(double a, double b) {
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return Boolean.compare(Double.isNaN(a), Double.isNaN(b));
        }
        if (a == b) {
            return 0;
        }
        return (a > b) == greatest ? -1 : 1;
    }
}
