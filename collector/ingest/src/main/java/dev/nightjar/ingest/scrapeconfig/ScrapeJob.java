package dev.nightjar.ingest.scrapeconfig;

import dev.nightjar.model.relabel.RelabelRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One of {@code scrape_configs}, with everything that was not written filled in.
 *
 * @param name of the job, which also names its pool of targets
 * @param parameters of the request's query
 * @param honorLabels whether a scraped label wins over the target's
 * @param honorTimestamps whether times that the target gives count
 * @param marksTimestamped whether series with times of their own get stale markers too
 * @param fallback what to take an answer for whose type is not known
 * @param extraMetrics whether limits and sizes are stored beside {@code up}
 * @param text the job as it was written, but for secrets
 */
public record ScrapeJob(
        String name,
        Duration interval,
        Duration timeout,
        String scheme,
        String metricsPath,
        Map<String, List<String>> parameters,
        boolean honorLabels,
        boolean honorTimestamps,
        boolean marksTimestamped,
        List<ScrapeProtocol> protocols,
        Optional<ScrapeProtocol> fallback,
        boolean compression,
        boolean extraMetrics,
        HistogramChoice histograms,
        NameRules names,
        ScrapeLimits limits,
        HttpAccess access,
        RelabelRules relabel,
        RelabelRules metricRelabel,
        List<DiscoveryConfig> discoveries,
        String text) {
    public ScrapeJob {
        protocols = List.copyOf(protocols);
        discoveries = List.copyOf(discoveries);
    }
}
