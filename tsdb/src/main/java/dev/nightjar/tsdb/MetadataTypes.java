package dev.nightjar.tsdb;

import dev.nightjar.model.MetricMetadata;
import dev.nightjar.tsdb.chunk.ByteSource;
import java.util.List;

/** The numbers of metric types on disk. */
final class MetadataTypes {
    private static final List<MetricMetadata.Type> BY_NUMBER = List.of(
            MetricMetadata.Type.UNKNOWN,
            MetricMetadata.Type.COUNTER,
            MetricMetadata.Type.GAUGE,
            MetricMetadata.Type.HISTOGRAM,
            MetricMetadata.Type.GAUGE_HISTOGRAM,
            MetricMetadata.Type.SUMMARY,
            MetricMetadata.Type.INFO,
            MetricMetadata.Type.STATE_SET);

    private MetadataTypes() {}

    static int number(MetricMetadata.Type type) {
        return BY_NUMBER.indexOf(type);
    }

    static MetricMetadata.Type type(int number, ByteSource in) {
        if (number >= BY_NUMBER.size()) {
            throw in.damaged("metric type " + number);
        }
        return BY_NUMBER.get(number);
    }
}
