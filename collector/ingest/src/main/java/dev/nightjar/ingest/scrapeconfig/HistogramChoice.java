package dev.nightjar.ingest.scrapeconfig;

/**
 * Which histograms are taken.
 *
 * @param takesNative native ones, where the target has them
 * @param keepsClassic the buckets of one that also has a native form
 * @param converts classic ones to native ones with the same bounds, where they have no other native form
 */
public record HistogramChoice(
        boolean takesNative, boolean keepsClassic, boolean converts, HistogramResolution resolution) {
    public static final HistogramChoice DEFAULTS = new HistogramChoice(false, false, false);

    public HistogramChoice(boolean takesNative, boolean keepsClassic, boolean converts) {
        this(takesNative, keepsClassic, converts, HistogramResolution.ANY);
    }

    HistogramChoice within(HistogramResolution limits) {
        return new HistogramChoice(takesNative, keepsClassic, converts, limits);
    }
}
