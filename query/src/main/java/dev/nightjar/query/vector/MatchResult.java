package dev.nightjar.query.vector;

import dev.nightjar.model.Labels;
import dev.nightjar.query.QueryBudget;
import dev.nightjar.query.QueryException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the values of a match by the labels they end up with, each step at most once. */
final class MatchResult {
    private final int steps;
    private final QueryBudget budget;
    private final Map<Labels, StepSeries> series = new LinkedHashMap<>();

    MatchResult(int steps, QueryBudget budget) {
        this.steps = steps;
        this.budget = budget;
    }

    /** The array to fill for {@code labels}. */
    double[] values(Labels labels, boolean dropName) {
        @Nullable StepSeries known = series.get(labels);
        if (known == null) {
            budget.held(steps);
            known = new StepSeries(labels, dropName, Absent.array(steps));
            series.put(labels, known);
        }
        return known.values();
    }

    static void put(double[] values, int step, double value) {
        if (!Absent.is(values[step])) {
            throw QueryException.execution("multiple matches for labels: grouping labels must ensure unique matches");
        }
        values[step] = value;
    }

    List<StepSeries> finish() {
        List<StepSeries> result = new ArrayList<>(series.size());
        for (StepSeries one : series.values()) {
            if (!Absent.isAll(one.values())) {
                result.add(one);
            }
        }
        return result;
    }
}
