package dev.nightjar.web.prometheus;

import java.util.Map;
import java.util.TreeMap;

/** What is there, by part, for clients that ask before they use it. */
final class Features {
    static final Map<String, Map<String, Boolean>> DOCUMENT = new TreeMap<>(Map.of(
            "api",
                    sorted(Map.of(
                            "admin", true,
                            "exclude_alerts", true,
                            "label_values_match", true,
                            "query_stats", true,
                            "query_warnings", true,
                            "remote_write_receiver", true,
                            "time_range_labels", true,
                            "time_range_series", true)),
            "promql",
                    sorted(Map.of(
                            "anchored", true,
                            "at_modifier", true,
                            "bool", true,
                            "by", true,
                            "duration_expr", true,
                            "negative_offset", true,
                            "offset", true,
                            "smoothed", true,
                            "subqueries", true,
                            "utf8_names", true)),
            "rules", sorted(Map.of("keep_firing_for", true)),
            "tsdb", sorted(Map.of("delayed_compaction", false, "exemplar_storage", true, "stale_markers", true))));

    private Features() {}

    private static Map<String, Boolean> sorted(Map<String, Boolean> features) {
        return new TreeMap<>(features);
    }
}
