package dev.nightjar.ingest.exposition;

import dev.nightjar.model.MetricMetadata;

/** Takes what a parser finds, family by family. */
public interface ExpositionSink {
    /** Comes before the family's first sample, or alone if it has none. */
    void family(MetricMetadata metadata);

    void sample(ExposedSample sample);
}
