package dev.nightjar.web.prometheus;

import dev.nightjar.model.Labels;
import dev.nightjar.model.MetricMetadata;
import java.util.List;

/** A family of the metrics that this process keeps of itself, as it stands. */
public record OwnFamily(MetricMetadata metadata, List<OwnSample> samples) {
    /** One value; its labels have the sample's whole name, such as one that ends in {@code _bucket}. */
    public record OwnSample(Labels labels, double value) {}

    public OwnFamily {
        samples = List.copyOf(samples);
    }
}
