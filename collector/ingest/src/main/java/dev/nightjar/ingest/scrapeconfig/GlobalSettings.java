package dev.nightjar.ingest.scrapeconfig;

import dev.nightjar.definition.DurationText;
import dev.nightjar.definition.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What jobs do where they do not say otherwise. */
record GlobalSettings(
        Duration interval,
        Duration timeout,
        Optional<List<ScrapeProtocol>> protocols,
        boolean extraMetrics,
        HistogramChoice histograms,
        NameRules names,
        ScrapeLimits limits) {
    static final GlobalSettings DEFAULTS = new GlobalSettings(
            Duration.ofMinutes(1),
            Duration.ofSeconds(10),
            Optional.empty(),
            false,
            HistogramChoice.DEFAULTS,
            NameRules.DEFAULTS,
            ScrapeLimits.NONE);

    /** Fields that a job may have too. */
    static final List<String> SHARED = List.of(
            "scrape_interval",
            "scrape_timeout",
            "scrape_protocols",
            "extra_scrape_metrics",
            "scrape_native_histograms",
            "always_scrape_classic_histograms",
            "convert_classic_histograms_to_nhcb",
            "metric_name_validation_scheme",
            "metric_name_escaping_scheme");

    /** About evaluating, logging and sending on: not what this file is read for. */
    private static final List<String> ELSEWHERE = List.of("evaluation_interval", "query_log_file", "rule_query_offset");

    static GlobalSettings read(Section section) {
        Set<String> known = new LinkedHashSet<>(SHARED);
        known.addAll(LimitReader.FIELDS);
        known.addAll(ELSEWHERE);
        known.add(ExternalLabels.FIELD);
        known.add(ScrapeFile.FAILURE_LOG);
        section.allow(known.toArray(String[]::new));
        Duration interval = orNotZero(section, "scrape_interval", DEFAULTS.interval);
        Duration standard = DEFAULTS.timeout.compareTo(interval) > 0 ? interval : DEFAULTS.timeout;
        Duration timeout = orNotZero(section, "scrape_timeout", standard);
        if (timeout.compareTo(interval) > 0) {
            section.problem(
                    "scrape_timeout",
                    "scrape_timeout " + DurationText.of(timeout) + " is longer than scrape_interval "
                            + DurationText.of(interval));
        }
        return new GlobalSettings(
                interval,
                timeout,
                protocols(section),
                section.flag("extra_scrape_metrics", false),
                histograms(section, HistogramChoice.DEFAULTS),
                NameRules.read(section, NameRules.DEFAULTS),
                LimitReader.read(section, ScrapeLimits.NONE));
    }

    /** A duration of 0 stands for none, as it does in Prometheus. */
    static Duration orNotZero(Section section, String field, Duration otherwise) {
        Duration found = section.duration(field, otherwise);
        return found.isZero() ? otherwise : found;
    }

    static HistogramChoice histograms(Section section, HistogramChoice otherwise) {
        return new HistogramChoice(
                section.flag("scrape_native_histograms", otherwise.takesNative()),
                section.flag("always_scrape_classic_histograms", otherwise.keepsClassic()),
                section.flag("convert_classic_histograms_to_nhcb", otherwise.converts()),
                otherwise.resolution());
    }

    static Optional<List<ScrapeProtocol>> protocols(Section section) {
        if (!section.has("scrape_protocols")) {
            return Optional.empty();
        }
        List<ScrapeProtocol> protocols = new ArrayList<>();
        if (section.textList("scrape_protocols").isEmpty()) {
            section.problem("scrape_protocols", "scrape_protocols: there is none; name one, or take the field out");
        }
        for (String text : section.textList("scrape_protocols")) {
            Optional<ScrapeProtocol> one = ScrapeProtocol.of(text);
            if (one.isEmpty()) {
                section.problem("scrape_protocols", unknownProtocol(text));
            } else if (protocols.contains(one.get())) {
                section.problem("scrape_protocols", "\"" + text + "\" is there twice");
            } else {
                protocols.add(one.get());
            }
        }
        return Optional.of(protocols);
    }

    static String unknownProtocol(String text) {
        return "unknown protocol \"" + text + "\"; known are "
                + Arrays.stream(ScrapeProtocol.values())
                        .map(ScrapeProtocol::text)
                        .collect(Collectors.joining(", "));
    }

    /** What of the section is not read, or counts for less than in Prometheus, in words. */
    static List<String> notices(Section section) {
        List<String> notices = new ArrayList<>();
        if (section.has(ExternalLabels.FIELD)) {
            notices.add("global.external_labels is shown by /federate and nowhere else: alerts do not have them");
        }
        ELSEWHERE.stream()
                .filter(section::has)
                .forEach(field -> notices.add("global." + field + " is not read from here"));
        return notices;
    }
}
