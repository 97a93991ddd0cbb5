package dev.nightjar.query.vector;

import dev.nightjar.model.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Adds each series to its group's accumulator; one hash look-up per series. */
final class GroupedAggregation implements Aggregation {
    /** The name is dropped where it describes not all of the group's series. */
    private static final class Group {
        final Accumulator accumulator;
        boolean dropName;

        Group(Accumulator accumulator) {
            this.accumulator = accumulator;
        }
    }

    private final Grouping.Key key;
    private final int steps;
    private final IntFunction<Accumulator> newAccumulator;
    private final Map<Labels, Group> groups = new LinkedHashMap<>();
    private long keptInHistograms;

    GroupedAggregation(Grouping grouping, int steps, IntFunction<Accumulator> newAccumulator) {
        this.key = grouping.key();
        this.steps = steps;
        this.newAccumulator = newAccumulator;
    }

    @Override
    public void add(StepSeries series) {
        Group group = groups.computeIfAbsent(key.of(series.labels()), labels -> new Group(newAccumulator.apply(steps)));
        group.dropName |= series.dropName();
        Accumulator accumulator = group.accumulator;
        accumulator.add(series.values());
        if (series.hasHistograms()) {
            keptInHistograms += accumulator.addHistograms(series);
        }
    }

    @Override
    public long kept() {
        return (long) groups.size() * steps + keptInHistograms;
    }

    @Override
    public List<StepSeries> finish() {
        List<StepSeries> result = new ArrayList<>(groups.size());
        groups.forEach((labels, group) -> {
            double[] values = group.accumulator.finish();
            StepSeries series = new StepSeries(labels, group.dropName, values, group.accumulator.histograms());
            if (!series.isEmpty()) {
                result.add(series);
            }
        });
        return result;
    }
}
