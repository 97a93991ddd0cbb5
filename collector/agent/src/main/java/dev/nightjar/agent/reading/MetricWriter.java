package dev.nightjar.agent.reading;

import dev.nightjar.model.Labels;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.relabel.RelabelRules;
import java.time.Instant;
import java.util.Optional;

/** Collects one reading: samples of one moment, all with the host's labels. */
public final class MetricWriter {
    private final Labels common;
    private final Instant at;
    private final RelabelRules rules;
    private final ToldFamilies told;
    private final SampleBatch.Builder samples = SampleBatch.builder();

    /** A reading of which nothing is left out and nothing was told before. */
    public MetricWriter(Labels common, Instant at) {
        this(common, at, RelabelRules.NONE, new ToldFamilies());
    }

    /**
     * @param common labels of all; {@code job} is {@code node} where they do not say otherwise
     * @param rules what to change or leave out, applied to the complete labels of each series
     */
    public MetricWriter(Labels common, Instant at, RelabelRules rules, ToldFamilies told) {
        this.common = common.has("job") ? common : common.with("job", "node");
        this.at = at;
        this.rules = rules;
        this.told = told;
    }

    public Instant at() {
        return at;
    }

    /** @param namesAndValues labels, name and value by turns; one with an empty value is left out */
    public MetricWriter add(Family family, double value, String... namesAndValues) {
        return add(family, family.name(), value, namesAndValues);
    }

    /** @param name of the series, where it is longer than its family's, as of a histogram's buckets */
    public MetricWriter add(Family family, String name, double value, String... namesAndValues) {
        Labels.Builder labels = common.toBuilder().set(Labels.METRIC_NAME, name);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            labels.set(namesAndValues[i], namesAndValues[i + 1]);
        }
        Optional<Labels> kept = rules.apply(labels.build());
        if (kept.isPresent() && kept.get().has(Labels.METRIC_NAME)) {
            samples.series(kept.get()).sample(at.toEpochMilli(), value);
            told.tell(family, at).ifPresent(samples::metadata);
        }
        return this;
    }

    /** Counts beyond 2^53 are rounded, as everywhere in the metrics world. */
    public MetricWriter add(Family family, long value, String... namesAndValues) {
        return add(family, (double) value, namesAndValues);
    }

    public SampleBatch batch() {
        return samples.build();
    }
}
