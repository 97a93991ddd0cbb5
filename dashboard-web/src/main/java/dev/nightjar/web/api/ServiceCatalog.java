package dev.nightjar.web.api;

import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.SeriesReader;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.TimeRange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
