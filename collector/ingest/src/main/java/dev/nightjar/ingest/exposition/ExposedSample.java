package dev.nightjar.ingest.exposition;

import dev.nightjar.model.Exemplar;
import dev.nightjar.model.Labels;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One sample of an exposition.
 *
 * @param labels with the metric's name
 * @param timestampMillis if the line has one; seconds in the text, cut to milliseconds
 * @param exemplar its timestamp is 0 if the text has none
 */
public record ExposedSample(Labels labels, double value, OptionalLong timestampMillis, Optional<Exemplar> exemplar) {
    public String name() {
        return labels.metricName();
    }
}
