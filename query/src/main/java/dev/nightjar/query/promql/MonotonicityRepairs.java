package dev.nightjar.query.promql;

import dev.nightjar.query.Annotations;
import dev.nightjar.query.NumberText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** Gathers, by metric, where counts of buckets fell although their bounds rise, to say it once. */
final class MonotonicityRepairs {
    private static final String MESSAGE = "input to histogram_quantile needed to be fixed for monotonicity"
            + " (see https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)";

    private static final class Extent {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        double greatestFall;
        long samples;
        long firstMillis = Long.MAX_VALUE;
        long lastMillis = Long.MIN_VALUE;
    }

    private final Map<String, Extent> metrics = new LinkedHashMap<>();

    /** {@code buckets} had to be repaired at a step. */
    void add(String metric, BucketCounts buckets, long atMillis) {
        Extent extent = metrics.computeIfAbsent(metric, name -> new Extent());
        extent.lowest = Math.min(extent.lowest, buckets.lowestRepaired());
        extent.highest = Math.max(extent.highest, buckets.highestRepaired());
        extent.greatestFall = Math.max(extent.greatestFall, buckets.greatestFall());
        extent.samples++;
        extent.firstMillis = Math.min(extent.firstMillis, atMillis);
        extent.lastMillis = Math.max(extent.lastMillis, atMillis);
    }

    void tell(Annotations.Place place) {
        metrics.forEach((metric, extent) -> place.info(MESSAGE + HistogramVector.ofMetric(metric) + ", from buckets "
                + NumberText.general(extent.lowest) + " to " + NumberText.general(extent.highest)
                + ", with a max diff of " + NumberText.general(extent.greatestFall) + ", over " + extent.samples
                + " samples from " + seconds(extent.firstMillis) + " to " + seconds(extent.lastMillis)));
    }

    private static Instant seconds(long millis) {
        return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS);
    }
}
