package dev.nightjar.ingest.scrape;

import dev.nightjar.ingest.scrapeconfig.ScrapeJob;
import dev.nightjar.model.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The series that tell how the scrapes of one target go. */
final class ScrapeReport {
    private static final List<String> ALWAYS = List.of(
            "up",
            "scrape_duration_seconds",
            "scrape_samples_scraped",
            "scrape_samples_post_metric_relabeling",
            "scrape_series_added");
    private static final List<String> MORE =
            List.of("scrape_timeout_seconds", "scrape_sample_limit", "scrape_body_size_bytes");

    private final List<Labels> series = new ArrayList<>();
    private final double timeoutSeconds;
    private final int sampleLimit;

    ScrapeReport(ScrapeJob job, SeriesRules rules, Duration timeout) {
        ALWAYS.forEach(name -> series.add(rules.report(name)));
        if (job.extraMetrics()) {
            MORE.forEach(name -> series.add(rules.report(name)));
        }
        timeoutSeconds = timeout.toNanos() / 1e9;
        sampleLimit = job.limits().samples();
    }

    /**
     * @param counted what the target sent
     * @param bodyBytes -1 if there were more than allowed, 0 if the scrape failed otherwise
     */
    void add(boolean up, double seconds, ScrapeIntake counted, long bodyBytes, ScrapeIntake to) {
        double[] values = {
            up ? 1 : 0,
            seconds,
            counted.total(),
            counted.kept(),
            counted.added(),
            timeoutSeconds,
            sampleLimit,
            bodyBytes
        };
        for (int i = 0; i < series.size(); i++) {
            to.report(series.get(i), values[i]);
        }
    }

    void end(ScrapeIntake to) {
        series.forEach(to::markReport);
    }
}
