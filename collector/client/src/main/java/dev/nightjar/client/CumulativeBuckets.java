package dev.nightjar.client;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.TimeWindowFixedBoundaryHistogram;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Bucket counts that only grow. Micrometer's own histogram forgets; with one window of many years it does not. */
final class CumulativeBuckets implements AutoCloseable {
    private static final CountAtBucket[] NONE = {};

    private static final double[] NO_BOUNDS = {};

    private final @Nullable TimeWindowFixedBoundaryHistogram histogram;
    private final double[] bounds;

    CumulativeBuckets(Clock clock, DistributionStatisticConfig config) {
        histogram = config.isPublishingHistogram()
                ? new TimeWindowFixedBoundaryHistogram(
                        clock,
                        DistributionStatisticConfig.builder()
                                .expiry(Duration.ofDays(3650))
                                .bufferLength(1)
                                .build()
                                .merge(config),
                        true)
                : null;
        bounds = histogram == null
                ? NO_BOUNDS
                : config.getHistogramBuckets(true).stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray();
    }

    /** Upper bounds, ascending, inclusive, without the one of infinity; none where there are no buckets. */
    double[] bounds() {
        return bounds;
    }

    /** The same settings without buckets, for the super class, which would count them a second time. */
    static DistributionStatisticConfig withoutBuckets(DistributionStatisticConfig config) {
        return DistributionStatisticConfig.builder()
                .percentilesHistogram(false)
                .serviceLevelObjectives()
                .build()
                .merge(config);
    }

    void record(long amount) {
        if (histogram != null) {
            histogram.recordLong(amount);
        }
    }

    void record(double amount) {
        if (histogram != null) {
            histogram.recordDouble(amount);
        }
    }

    CountAtBucket[] counts() {
        return histogram == null ? NONE : histogram.takeSnapshot(0, 0, 0).histogramCounts();
    }

    /** {@code snapshot} with these buckets in place of its own. */
    HistogramSnapshot with(HistogramSnapshot snapshot) {
        return new HistogramSnapshot(
                snapshot.count(),
                snapshot.total(),
                snapshot.max(),
                snapshot.percentileValues(),
                counts(),
                snapshot::outputSummary);
    }

    @Override
    public void close() {
        if (histogram != null) {
            histogram.close();
        }
    }
}
