package dev.nightjar.ingest.scrapeconfig;

import dev.nightjar.model.Labels;
import java.util.List;

/**
 * What a {@code prometheus.yml} says about scraping.
 *
 * @param externalLabels tell this server from others: spread the scrapes of servers that scrape the same, and are shown
 *     to who scrapes this one; they are not stored
 * @param notices what the file says beside that, and is not read from it
 * @param included further files that jobs were read from
 * @param text of the file, but for secrets
 */
public record ScrapeSettings(
        List<ScrapeJob> jobs, Labels externalLabels, List<String> notices, IncludedFiles included, String text) {
    public static final ScrapeSettings NONE =
            new ScrapeSettings(List.of(), Labels.EMPTY, List.of(), IncludedFiles.NONE, "");

    public ScrapeSettings {
        jobs = List.copyOf(jobs);
        notices = List.copyOf(notices);
    }
}
