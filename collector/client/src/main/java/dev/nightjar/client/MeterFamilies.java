package dev.nightjar.client;

import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.SampleBatch;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells the server what the metrics are: type, description and unit of each family, once and then every hour, in case
 * it was lost on the way. Used by one thread at a time.
 */
final class MeterFamilies {
    private static final long AGAIN_MILLIS = Duration.ofHours(1).toMillis();

    private final Set<String> told = new HashSet<>();
    private final Map<String, MetricMetadata> untold = new LinkedHashMap<>();
    private long since;

    /** To be called before what the meters say is noted. */
    void begin(long timestampMillis) {
        if (timestampMillis - since >= AGAIN_MILLIS) {
            since = timestampMillis;
            told.clear();
        }
    }

    /** Notes what a meter says; of meters of one name, one may have the description for all. */
    void note(List<MetricMetadata> families) {
        for (MetricMetadata family : families) {
            if (!told.contains(family.family())) {
                untold.merge(
                        family.family(), family, (first, next) -> first.help().isEmpty() ? next : first);
            }
        }
    }

    /** Adds what has been noted and was not told yet. */
    void describeInto(SampleBatch.Builder to) {
        untold.values().forEach(to::metadata);
        told.addAll(untold.keySet());
        untold.clear();
    }

    /** The families of a meter's series; none of a meter whose measurements follow no rule. */
    static List<MetricMetadata> of(Meter meter, NamingConvention naming) {
        String name = meter.getId().getConventionName(naming);
        return meter.match(
                gauge -> List.of(family(gauge, name, MetricMetadata.Type.GAUGE)),
                counter -> List.of(family(counter, name, MetricMetadata.Type.COUNTER)),
                timer -> distribution(timer, name, timer.takeSnapshot()),
                summary -> distribution(summary, name, summary.takeSnapshot()),
                longTask -> List.of(),
                timeGauge -> List.of(family(timeGauge, name, MetricMetadata.Type.GAUGE)),
                functionCounter -> List.of(family(functionCounter, name, MetricMetadata.Type.COUNTER)),
                functionTimer -> List.of(family(functionTimer, name, MetricMetadata.Type.SUMMARY)),
                other -> List.of());
    }

    /** The maximum is a family of its own: histograms and summaries have none. */
    private static List<MetricMetadata> distribution(Meter meter, String name, HistogramSnapshot shape) {
        List<MetricMetadata> families = new ArrayList<>();
        families.add(family(
                meter,
                name,
                shape.histogramCounts().length > 0 ? MetricMetadata.Type.HISTOGRAM : MetricMetadata.Type.SUMMARY));
        MetricMetadata max = family(meter, name, MetricMetadata.Type.GAUGE);
        families.add(new MetricMetadata(name + "_max", MetricMetadata.Type.GAUGE, max.help(), max.unit()));
        return families;
    }

    /** The unit is said only where the name ends with it, as OpenMetrics wants it. */
    private static MetricMetadata family(Meter meter, String name, MetricMetadata.Type type) {
        String help = meter.getId().getDescription();
        boolean timed = meter instanceof Timer || meter instanceof FunctionTimer;
        String said = meter.getId().getBaseUnit();
        String unit = timed ? "seconds" : said == null ? "" : said;
        boolean named = !unit.isEmpty() && (name.endsWith("_" + unit) || name.endsWith("_" + unit + "_total"));
        return new MetricMetadata(name, type, help == null ? "" : help, named ? unit : "");
    }
}
