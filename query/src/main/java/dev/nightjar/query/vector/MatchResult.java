package dev.nightjar.query.vector;

import dev.nightjar.model.Labels;
import dev.nightjar.query.QueryBudget;
import dev.nightjar.query.QueryException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the values of a match by what was matched and the labels they end up with, each step at most once. Matches of
 * different signatures may end in the same labels, since the name is gone that told them apart: an aggregation takes
 * them all, and where they are shown as they are, the end of the query refuses them.
 */
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

    private record Key(Labels signature, Labels labels) {}

    private final int steps;
    private final QueryBudget budget;
    private final Map<Key, Target> targets = new LinkedHashMap<>();

    MatchResult(int steps, QueryBudget budget) {
        this.steps = steps;
        this.budget = budget;
    }

    /** What to fill for {@code labels} of what {@code signature} brought together. */
    Target target(Labels signature, Labels labels, boolean dropName) {
        Key key = new Key(signature, labels);
        Target target = targets.get(key);
        if (target == null) {
            budget.held(steps);
            target = new Target(dropName, steps);
            targets.put(key, target);
        }
        return target;
    }

    /** Series of the same labels are one where they take turns. */
    List<StepSeries> finish() {
        Map<Labels, StepSeries> result = new LinkedHashMap<>();
        List<StepSeries> others = new ArrayList<>();
        targets.forEach((key, target) -> {
            StepSeries series = target.columns.series(key.labels(), target.dropName);
            if (series.isEmpty()) {
                return;
            }
            budget.held(series.kept() - steps);
            StepSeries first = result.putIfAbsent(key.labels(), series);
            if (first != null) {
                first.merged(series).ifPresentOrElse(both -> result.put(key.labels(), both), () -> others.add(series));
            }
        });
        others.addAll(0, result.values());
        return others;
    }
}
