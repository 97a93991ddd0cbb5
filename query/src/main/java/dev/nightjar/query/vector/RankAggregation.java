package dev.nightjar.query.vector;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code topk} and {@code bottomk}: at each step the k greatest or smallest of each group; NaN comes last, and of equal
 * values the one whose labels come first is chosen. The result is not in order of value.
 */
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
    public long kept() {
        return groups.kept();
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
        int[] heap = new int[group.size()];
        double[] column = new double[group.size()];
        for (int step = 0; step < limits.length; step++) {
            for (int s = 0; s < column.length; s++) {
                column[s] = group.get(s).values()[step];
            }
            int kept = best(column, heap, limits[step]);
            for (int i = 0; i < kept; i++) {
                int s = heap[i];
                if (chosen[s] == null) {
                    chosen[s] = Absent.array(limits.length);
                }
                chosen[s][step] = column[s];
            }
        }
        for (int s = 0; s < chosen.length; s++) {
            if (chosen[s] != null) {
                result.add(group.get(s).withValues(chosen[s]));
            }
        }
    }

    /** Fills {@code heap} with the indices of the best values, the worst of them at its root; answers how many. */
    private int best(double[] column, int[] heap, int limit) {
        int size = 0;
        for (int s = 0; s < column.length; s++) {
            if (limit == 0 || Absent.is(column[s])) {
                continue;
            }
            if (size < limit) {
                siftUp(column, heap, size++, s);
            } else if (worse(column, heap[0], s)) {
                siftDown(column, heap, size, s);
            }
        }
        return size;
    }

    private void siftUp(double[] column, int[] heap, int at, int added) {
        int child = at;
        while (child > 0) {
            int parent = (child - 1) >>> 1;
            if (!worse(column, added, heap[parent])) {
                break;
            }
            heap[child] = heap[parent];
            child = parent;
        }
        heap[child] = added;
    }

    private void siftDown(double[] column, int[] heap, int size, int replacing) {
        int parent = 0;
        for (int child = 1; child < size; child = 2 * parent + 1) {
            if (child + 1 < size && worse(column, heap[child + 1], heap[child])) {
                child++;
            }
            if (!worse(column, heap[child], replacing)) {
                break;
            }
            heap[parent] = heap[child];
            parent = child;
        }
        heap[parent] = replacing;
    }

    /** Whether series {@code a} ranks behind series {@code b}. */
    private boolean worse(double[] column, int a, int b) {
        double left = column[a];
        double right = column[b];
        if (left == right || (Double.isNaN(left) && Double.isNaN(right))) {
            return a > b;
        }
        if (Double.isNaN(left) || Double.isNaN(right)) {
            return Double.isNaN(left);
        }
        return greatest == left < right;
    }
}
