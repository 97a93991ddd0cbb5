package dev.nightjar.ingest.otlp;

import java.util.Set;

/**
 * How OpenTelemetry's metrics are translated.
 *
 * @param promoted resource attributes that become labels of every series of the resource
 * @param promotesAll whether all do but those in {@code ignored}
 * @param ignored resource attributes that are not promoted, where all others are
 * @param keepsIdentifying whether {@code target_info} also has the attributes that make {@code job} and {@code instance}
 * @param promotesScope whether name, version, schema and attributes of the scope become labels
 * @param convertsToNative whether histograms with bounds become one native histogram instead of a series per bucket
 * @param mostDeltaSeries series of delta temporality that are added up at one time
 */
public record OtlpSettings(
        TranslationStrategy strategy,
        Set<String> promoted,
        boolean promotesAll,
        Set<String> ignored,
        boolean keepsIdentifying,
        boolean promotesScope,
        boolean convertsToNative,
        int mostDeltaSeries) {
    public static final OtlpSettings DEFAULTS = new OtlpSettings(
            TranslationStrategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES,
            Set.of(),
            false,
            Set.of(),
            false,
            false,
            false,
            200_000);

    public OtlpSettings {
        promoted = Set.copyOf(promoted);
        ignored = Set.copyOf(ignored);
    }

    /** Whether a resource attribute becomes a label. */
    boolean promotes(String attribute) {
        return promotesAll ? !ignored.contains(attribute) : promoted.contains(attribute);
    }
}
