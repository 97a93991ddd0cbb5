package dev.nightjar.query.vector;

import dev.nightjar.model.Labels;
import dev.nightjar.query.QueryBudget;
import dev.nightjar.query.QueryException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the values of a match by the labels they end up with, each step at most once. */
final class MatchResult {
    /** The series that is made under some labels. */
    static final class Target {
        private final boolean dropName;
        private final StepColumns columns;

        private Target(boolean dropName, int steps) {
            this.dropName = dropName;
            this.columns = new StepColumns(steps);
        }

        void put(int step, double value) {
            requireFree(step);
            columns.put(step, value);
        }

        void put(int step, StepValue value) {
            requireFree(step);
            if (value.histogram() == null) {
                columns.put(step, value.number());
            } else {
                columns.put(step, value.histogram());
            }
        }

        private void requireFree(int step) {
            if (columns.isPresent(step)) {
                throw QueryException.execution(
                        "multiple matches for labels: grouping labels must ensure unique matches");
            }
        }
    }

    private final int steps;
    private final QueryBudget budget;
    private final Map<Labels, Target> targets = new LinkedHashMap<>();

    MatchResult(int steps, QueryBudget budget) {
        this.steps = steps;
        this.budget = budget;
    }

    /** What to fill for {@code labels}. */
    Target target(Labels labels, boolean dropName) {
        Target target = targets.get(labels);
        if (target == null) {
            budget.held(steps);
            target = new Target(dropName, steps);
            targets.put(labels, target);
        }
        return target;
    }

    List<StepSeries> finish() {
        List<StepSeries> result = new ArrayList<>(targets.size());
        targets.forEach((labels, target) -> {
            StepSeries series = target.columns.series(labels, target.dropName);
            if (!series.isEmpty()) {
                budget.held(series.kept() - steps);
                result.add(series);
            }
        });
        return result;
    }
}
