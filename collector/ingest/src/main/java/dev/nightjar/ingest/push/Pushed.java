package dev.nightjar.ingest.push;

import dev.nightjar.model.Exemplar;
import dev.nightjar.model.Labels;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.NativeHistogram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one request pushed: each series once, with the labels of its group. Not thread-safe. */
final class Pushed {
    /**
     * The last state of one series.
     *
     * @param family what a POST replaces
     * @param histogram null for a number, which is then in {@code bits}
     */
    record Series(String family, long bits, @Nullable NativeHistogram histogram, List<Exemplar> exemplars) {}

    private final Map<Labels, Series> series = new LinkedHashMap<>();
    private final Map<String, MetricMetadata> families = new LinkedHashMap<>();

    /** False where the series is there already. */
    boolean add(Labels labels, Series one) {
        return series.putIfAbsent(labels, one) == null;
    }

    void describe(MetricMetadata family) {
        families.put(family.family(), family);
    }

    MetricMetadata described(String family) {
        return families.getOrDefault(family, new MetricMetadata(family, MetricMetadata.Type.UNKNOWN, "", ""));
    }

    Map<Labels, Series> series() {
        return series;
    }

    List<MetricMetadata> metadata() {
        return new ArrayList<>(families.values());
    }
}
