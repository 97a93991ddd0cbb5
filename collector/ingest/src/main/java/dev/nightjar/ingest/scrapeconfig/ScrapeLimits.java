package dev.nightjar.ingest.scrapeconfig;

/**
 * What a scrape, or a job, must not exceed. 0: no limit.
 *
 * @param bodyBytes of an answer, decompressed
 * @param samples of a scrape, after metric relabelling
 * @param labels of a series
 * @param labelNameBytes of one label's name
 * @param labelValueBytes of one label's value
 * @param targets of a job, after relabelling
 * @param keptDropped dropped targets that are remembered to be shown, of a job
 */
public record ScrapeLimits(
        long bodyBytes,
        int samples,
        int labels,
        int labelNameBytes,
        int labelValueBytes,
        int targets,
        int keptDropped) {
    public static final ScrapeLimits NONE = new ScrapeLimits(0, 0, 0, 0, 0, 0, 0);
}
