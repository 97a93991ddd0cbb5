package dev.nightjar.ingest;

/**
 * What came beside numbers in one request.
 *
 * @param histograms native ones, which are samples too
 * @param exemplarsDropped whose labels have too many characters
 * @param metadata entries
 */
public record Attached(int histograms, int exemplars, int exemplarsDropped, int metadata) {
    public static final Attached NONE = new Attached(0, 0, 0, 0);
}
