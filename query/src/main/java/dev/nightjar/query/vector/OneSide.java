package dev.nightjar.query.vector;

import dev.nightjar.model.Labels;
import dev.nightjar.query.QueryBudget;
import dev.nightjar.query.QueryException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The side of a match on which signatures must be unique at each step, by signature. Usually one series has it;
 * several may as long as they take turns.
 */
final class OneSide {
    /** The series of one signature, and how far the match got with them. */
    static final class Group {
        final Labels signature;
        final List<StepSeries> series = new ArrayList<>(1);
        /** At which steps the many side had a partner. Only kept where unmatched samples are filled. */
        boolean[] matched = new boolean[0];
        /** At which steps a one-to-one match gave a result already. */
        boolean[] used = new boolean[0];

        Group(Labels signature) {
            this.signature = signature;
        }
    }

    private final Map<Labels, Group> groups = new LinkedHashMap<>();
    private final String handSide;

    OneSide(List<StepSeries> vector, Grouping.Key signature, String handSide) {
        this.handSide = handSide;
        for (StepSeries series : vector) {
            groups.computeIfAbsent(signature.of(series.labels()), Group::new)
                    .series
                    .add(series);
        }
    }

    Group get(Labels signature) {
        return groups.computeIfAbsent(signature, Group::new);
    }

    Iterable<Group> all() {
        return groups.values();
    }

    /** Fails if two series of one group have a value at the same step, unless {@code ignored} says it does not matter. */
    void requireUnique(boolean[] ignored, QueryBudget budget) {
        for (Group group : groups.values()) {
            if (group.series.size() < 2) {
                continue;
            }
            group.series.sort(Comparator.comparing(StepSeries::labels));
            for (int step = 0; step < ignored.length; step++) {
                budget.work(group.series.size());
                if (!ignored[step]) {
                    requireUnique(group, step);
                }
            }
        }
    }

    private void requireUnique(Group group, int step) {
        List<StepSeries> present = group.series.stream()
                .filter(series -> series.isPresent(step))
                .limit(2)
                .toList();
        if (present.size() == 2) {
            String found = present.stream().map(s -> LabelText.of(s.labels())).collect(Collectors.joining(", "));
            throw QueryException.execution("found duplicate series for the match group " + LabelText.of(group.signature)
                    + " on the " + handSide + " hand-side of the operation: [" + found
                    + "];many-to-many matching not allowed: matching labels must be unique on one side");
        }
    }

    static Stream<StepSeries> present(Group group, int step) {
        return group.series.stream().filter(series -> series.isPresent(step));
    }
}
