package dev.nightjar.ingest;

import dev.nightjar.model.MetricMetadata;
import java.util.List;

/** The numbers of metric types in remote write, 1.0 and 2.0. */
final class WireMetricTypes {
    private static final List<MetricMetadata.Type> BY_NUMBER = List.of(
            MetricMetadata.Type.UNKNOWN,
            MetricMetadata.Type.COUNTER,
            MetricMetadata.Type.GAUGE,
            MetricMetadata.Type.HISTOGRAM,
            MetricMetadata.Type.GAUGE_HISTOGRAM,
            MetricMetadata.Type.SUMMARY,
            MetricMetadata.Type.INFO,
            MetricMetadata.Type.STATE_SET);

    private WireMetricTypes() {}

    /** Numbers from the future mean that the type is not known. */
    static MetricMetadata.Type type(long number) {
        return number >= 0 && number < BY_NUMBER.size() ? BY_NUMBER.get((int) number) : MetricMetadata.Type.UNKNOWN;
    }
}
