package dev.nightjar.query.vector;

import dev.nightjar.model.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** For aggregations that must see all series of a group at once: the series, by group, sorted by labels. */
final class GroupedSeries {
    private final Grouping.Key key;
    private final Map<Labels, List<StepSeries>> groups = new LinkedHashMap<>();
    private long kept;

    GroupedSeries(Grouping grouping) {
        this.key = grouping.key();
    }

    /** Values of all series. */
    long kept() {
        return kept;
    }

    void add(StepSeries series) {
        kept += series.kept();
        groups.computeIfAbsent(key.of(series.labels()), labels -> new ArrayList<>())
                .add(series);
    }

    /** Sorted, so that ties are decided the same way whatever order a store answers in. */
    Map<Labels, List<StepSeries>> sorted() {
        for (List<StepSeries> group : groups.values()) {
            group.sort(Comparator.comparing(StepSeries::labels));
        }
        return groups;
    }
}
