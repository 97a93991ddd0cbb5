package dev.nightjar.client;

import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.MetricMetadata.Type;
import dev.nightjar.model.SampleBatch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells the server what the metrics are: type, description and unit of each family, once and then every hour, in case
 * it was lost on the way. Used by one thread at a time.
 */
final class MeterFamilies {
    private static final long AGAIN_MILLIS = Duration.ofHours(1).toMillis();

    private final Set<String> told = new HashSet<>();
    private long since;

    /** Adds what has not been told yet. */
    void describeInto(SampleBatch.Builder to, List<MetricMetadata> families, long timestampMillis) {
        if (timestampMillis - since >= AGAIN_MILLIS) {
            told.clear();
            since = timestampMillis;
        }
        for (MetricMetadata family : families) {
            if (told.add(family.family())) {
                to.metadata(family);
            }
        }
    }

    /** The families of a meter's series; none of a meter whose measurements follow no rule. */
    static List<MetricMetadata> of(Meter meter, NamingConvention naming) {
        String name = meter.getId().getConventionName(naming);
        return switch (meter) {
            case Counter counter -> List.of(family(counter, name, Type.COUNTER));
            case FunctionCounter counter -> List.of(family(counter, name, Type.COUNTER));
            case Gauge gauge -> List.of(family(gauge, name, Type.GAUGE));
            case Timer timer -> distribution(timer, name, timer.takeSnapshot());
            case DistributionSummary summary -> distribution(summary, name, summary.takeSnapshot());
            case FunctionTimer timer -> List.of(family(timer, name, Type.SUMMARY));
            default -> List.of();
        };
    }

    /** The maximum is a family of its own: histograms and summaries have none. */
    private static List<MetricMetadata> distribution(Meter meter, String name, HistogramSnapshot shape) {
        List<MetricMetadata> families = new ArrayList<>();
        families.add(family(meter, name, shape.histogramCounts().length > 0 ? Type.HISTOGRAM : Type.SUMMARY));
        MetricMetadata max = family(meter, name, Type.GAUGE);
        families.add(new MetricMetadata(name + "_max", Type.GAUGE, max.help(), max.unit()));
        return families;
    }

    /** The unit is said only where the name ends with it, as OpenMetrics wants it. */
    private static MetricMetadata family(Meter meter, String name, Type type) {
        String help = meter.getId().getDescription();
        boolean timed = meter instanceof Timer || meter instanceof FunctionTimer;
        String said = meter.getId().getBaseUnit();
        String unit = timed ? "seconds" : said == null ? "" : said;
        boolean named = !unit.isEmpty() && (name.endsWith("_" + unit) || name.endsWith("_" + unit + "_total"));
        return new MetricMetadata(name, type, help == null ? "" : help, named ? unit : "");
    }
}
