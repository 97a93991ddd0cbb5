package dev.nightjar.ingest.scrapeconfig;

import dev.nightjar.definition.DurationText;
import dev.nightjar.definition.Section;
import dev.nightjar.model.relabel.RelabelRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one of {@code scrape_configs} over the global settings. */
final class JobReader {
    private static final List<String> OWN = List.of(
            "job_name",
            "params",
            "metrics_path",
            "scheme",
            "honor_labels",
            "honor_timestamps",
            "track_timestamps_staleness",
            "enable_compression",
            "fallback_scrape_protocol",
            "relabel_configs",
            "metric_relabel_configs",
            "native_histogram_bucket_limit",
            "native_histogram_min_bucket_factor",
            ScrapeFile.FAILURE_LOG);

    /** Known to Prometheus; each may be read by nobody here. */
    private static final List<String> NOT_YET = List.of("sigv4", "google_iam");

    private final GlobalSettings global;
    private final HttpAccessReader access;
    private final DiscoveryReader discoveries;

    JobReader(GlobalSettings global, HttpAccessReader access, DiscoveryReader discoveries) {
        this.global = global;
        this.access = access;
        this.discoveries = discoveries;
    }

    /** @param text the job as it was written, but for secrets */
    ScrapeJob read(Section section, String text) {
        section.allow(known()).refuse(NOT_YET.toArray(String[]::new));
        Duration interval = GlobalSettings.orNotZero(section, "scrape_interval", global.interval());
        Duration timeout = timeout(section, interval);
        HistogramChoice histograms =
                GlobalSettings.histograms(section, global.histograms()).within(resolution(section));
        List<ScrapeProtocol> protocols = GlobalSettings.protocols(section)
                .or(global::protocols)
                .orElse(histograms.takesNative() ? ScrapeProtocol.WITH_NATIVE_HISTOGRAMS : ScrapeProtocol.DEFAULTS);
        String scheme = section.text("scheme").orElse("http");
        if (!scheme.equals("http") && !scheme.equals("https")) {
            section.problem("scheme", "scheme: must be http or https, found \"" + scheme + "\"");
        }
        String name = section.requiredText("job_name");
        if (section.has("job_name") && name.isEmpty()) {
            section.problem("job_name", "job_name: must not be empty");
        }
        RelabelRules relabelling = RelabelReader.read(section, "relabel_configs");
        List<DiscoveryConfig> found = discoveries.read(section);
        if (relabelling.isEmpty()) {
            noUrls(section, found);
        }
        return new ScrapeJob(
                name,
                interval,
                timeout,
                scheme,
                section.text("metrics_path").orElse("/metrics"),
                parameters(section),
                section.flag("honor_labels", false),
                section.flag("honor_timestamps", true),
                section.flag("track_timestamps_staleness", false),
                protocols,
                fallback(section),
                section.flag("enable_compression", true),
                section.flag("extra_scrape_metrics", global.extraMetrics()),
                histograms,
                NameRules.read(section, global.names()),
                LimitReader.read(section, global.limits()),
                access.read(section),
                relabelling,
                RelabelReader.read(section, "metric_relabel_configs"),
                found,
                text);
    }

    /** What a rule may still make an address of is nothing to complain about. */
    private static void noUrls(Section section, List<DiscoveryConfig> found) {
        for (DiscoveryConfig one : found) {
            if (one instanceof DiscoveryConfig.Static written) {
                written.groups().stream()
                        .flatMap(group -> group.targets().stream())
                        .map(target -> target.get("__address__"))
                        .filter(address -> address.contains("/"))
                        .forEach(address -> section.problem(
                                "static_configs",
                                "\"" + address + "\" is no address of a host; write host:port, and what else there is"
                                        + " as scheme and metrics_path"));
            }
        }
    }

    private static String[] known() {
        Set<String> known = new LinkedHashSet<>(OWN);
        known.addAll(GlobalSettings.SHARED);
        known.addAll(LimitReader.FIELDS);
        known.addAll(HttpAccessReader.FIELDS);
        known.addAll(DiscoveryReader.FIELDS);
        known.addAll(DiscoveryReader.NOT_YET);
        known.addAll(NOT_YET);
        return known.toArray(String[]::new);
    }

    /** Where only the interval is written, and below the global timeout, that is the timeout too. */
    private Duration timeout(Section section, Duration interval) {
        Duration standard = global.timeout().compareTo(interval) > 0 ? interval : global.timeout();
        Duration timeout = GlobalSettings.orNotZero(section, "scrape_timeout", standard);
        if (timeout.compareTo(interval) > 0) {
            section.problem(
                    "scrape_timeout",
                    "scrape_timeout " + DurationText.of(timeout) + " is longer than scrape_interval "
                            + DurationText.of(interval));
        }
        return timeout;
    }

    private static HistogramResolution resolution(Section section) {
        int buckets = LimitReader.number(section, "native_histogram_bucket_limit", 0);
        String factor = section.text("native_histogram_min_bucket_factor").orElse("0");
        if (!factor.matches("[+-]?(\\d{1,9}(\\.\\d{0,18})?|\\.\\d{1,18})([eE][+-]?\\d{1,3})?")) {
            section.problem(
                    "native_histogram_min_bucket_factor",
                    "native_histogram_min_bucket_factor: not a factor: \"" + factor + "\"; write it like 1.1");
            return HistogramResolution.ANY;
        }
        return new HistogramResolution(buckets, Double.parseDouble(factor));
    }

    private static Optional<ScrapeProtocol> fallback(Section section) {
        Optional<String> text = section.text("fallback_scrape_protocol").filter(word -> !word.isEmpty());
        Optional<ScrapeProtocol> found = text.flatMap(ScrapeProtocol::of);
        if (text.isPresent() && found.isEmpty()) {
            section.problem("fallback_scrape_protocol", GlobalSettings.unknownProtocol(text.get()));
        }
        return found;
    }

    private static Map<String, List<String>> parameters(Section section) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        section.section("params", "params").ifPresent(params -> {
            for (String name : params.fields()) {
                parameters.put(name, new ArrayList<>(params.textList(name)));
            }
        });
        return parameters;
    }
}
