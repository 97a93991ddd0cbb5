package dev.nightjar.tsdb;

import dev.nightjar.model.Label;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Rejection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Lets new series in or refuses them, and says which metric or source has too many. Known series never come here. One
 * batch at a time, under the head's write lock.
 */
final class Admission {
    private final SeriesLimits limits;
    private final SeriesIndex index;
    private final Refusals refusals;
    /** Series of each metric and source that a new one of this batch has, those let in included. */
    private final Map<Label, Long> counts = new HashMap<>();
    /** Samples refused of this batch, by limit and by who is over it. */
    private final Map<SeriesLimit, Map<String, Long>> refused = new EnumMap<>(SeriesLimit.class);

    private long all;

    Admission(SeriesLimits limits, SeriesIndex index, Refusals refusals) {
        this.limits = limits;
        this.index = index;
        this.refusals = refusals;
    }

    void begin() {
        counts.clear();
        refused.clear();
        all = index.liveSeries();
    }

    /** Whether a series may be added, which then counts; {@code samples} are refused with it if not. */
    boolean admits(Labels labels, int samples) {
        Label metric = new Label(Labels.METRIC_NAME, labels.metricName());
        Label source = SeriesSource.of(labels);
        if (limits.perMetric() > 0 && count(metric) >= limits.perMetric()) {
            return refuse(SeriesLimit.METRIC, metric.value(), samples);
        }
        if (limits.perSource() > 0 && !source.name().isEmpty() && count(source) >= limits.perSource()) {
            return refuse(SeriesLimit.SOURCE, SeriesSource.text(source), samples);
        }
        if (all >= limits.all()) {
            return refuse(SeriesLimit.ALL, "metric " + metric.value() + " from " + SeriesSource.text(source), samples);
        }
        all++;
        counts.computeIfPresent(metric, (label, count) -> count + 1);
        counts.computeIfPresent(source, (label, count) -> count + 1);
        return true;
    }

    private long count(Label pair) {
        return counts.computeIfAbsent(pair, index::seriesWith);
    }

    private boolean refuse(SeriesLimit limit, String offender, int samples) {
        refused.computeIfAbsent(limit, key -> new HashMap<>()).merge(offender, (long) samples, Long::sum);
        return false;
    }

    /** Adds a reason for each limit that was in the way, which names who is most over it, and counts what was refused. */
    void explain(List<Rejection> reasons) {
        refused.forEach((limit, offenders) -> {
            offenders.forEach((offender, samples) -> refusals.add(limit, offender, samples));
            String worst = Objects.requireNonNull(offenders.entrySet().stream()
                    .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                    .orElseThrow()
                    .getKey());
            long samples =
                    offenders.values().stream().mapToLong(Long::longValue).sum();
            reasons.add(new Rejection(limit.code(), limit.explain(limits, worst), samples));
        });
    }
}
