package dev.nightjar.web.api;

import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.SeriesReader;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.TimeRange;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which services and instances there are: those whose series carry the labels {@code service} and {@code instance}. */
final class ServiceCatalog {
    private static final long LOOK_BACK_MILLIS = 3_600_000;

    private final SeriesReader series;
    private final MetricAnswers metrics;

    ServiceCatalog(SeriesReader series, MetricAnswers metrics) {
        this.series = series;
        this.metrics = metrics;
    }

    List<String> services(Span span) {
        return series.labelValues("service", new SeriesSelection(List.of(), lookedAt(span)));
    }

    List<String> instances(String service, Span span) {
        return series.labelValues(
                "instance", new SeriesSelection(List.of(Matcher.equal("service", service)), lookedAt(span)));
    }

    /** Those of {@code services} of which any sample came within the last minutes. Looks at all their present series. */
    Set<String> sending(Collection<String> services, long atMillis) {
        if (services.isEmpty()) {
            return Set.of();
        }
        String names = services.stream().map(Pattern::quote).collect(Collectors.joining("|"));
        return metrics
                .now("group by (service) ({service=~" + Selectors.quoted(names) + "})", atMillis)
                .keySet()
                .stream()
                .map(labels -> labels.get("service"))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What each instance runs, by {@code app_info}. */
    Map<String, String> versions(String service, Span span) {
        Map<String, String> versions = new HashMap<>();
        Map<Labels, Double> now = metrics.now(
                "group by (instance, version) (app_info{" + Selectors.service(service) + "})", span.endMillis());
        now.keySet().forEach(labels -> versions.put(labels.get("instance"), labels.get("version")));
        return versions;
    }

    /** At least the last hour of the span, so that a service that has just gone silent is still there. */
    private static TimeRange lookedAt(Span span) {
        return new TimeRange(Math.min(span.startMillis(), span.endMillis() - LOOK_BACK_MILLIS), span.endMillis());
    }
}
