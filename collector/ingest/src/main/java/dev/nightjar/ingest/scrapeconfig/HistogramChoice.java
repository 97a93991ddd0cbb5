package dev.nightjar.ingest.scrapeconfig;

/**
 * Which histograms are taken.
 *
 * @param takesNative native ones, where the target has them
 * @param keepsClassic the buckets of one that also has a native form
 */
public record HistogramChoice(boolean takesNative, boolean keepsClassic) {
    public static final HistogramChoice DEFAULTS = new HistogramChoice(false, false);
}
