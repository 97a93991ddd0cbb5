package dev.nightjar.web.api;

import dev.nightjar.model.Labels;
import dev.nightjar.query.deviation.RangeQuery.Row;
import dev.nightjar.web.api.Documents.Sparkline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests, errors and latency of all services, in one question each. */
final class RequestNumbers {
    private static final int POINTS = 60;

    private final Map<String, Sparkline> requests = new HashMap<>();
    private final Map<String, Sparkline> errors = new HashMap<>();
    private final Map<String, Double> latencies = new HashMap<>();
    private final Sparkline none;

    private RequestNumbers(Sparkline none) {
        this.none = none;
    }

    static RequestNumbers of(MetricAnswers metrics, Span span) {
        long step = span.stepMillis(POINTS);
        long start = span.endMillis() - (span.endMillis() - span.startMillis()) / step * step;
        String window = span.window(step);
        int steps = Math.toIntExact((span.endMillis() - start) / step + 1);
        RequestNumbers numbers =
                new RequestNumbers(new Sparkline(start, step / 1000, Collections.nCopies(steps, null)));
        String rate = "sum by (service) (rate(http_requests_total{%s}[" + window + "]))";
        for (Row row : metrics.ask(rate.formatted("service!=\"\""), start, span.endMillis(), step)) {
            numbers.requests.put(row.labels().get("service"), sparkline(start, step, row.values()));
        }
        String failed = rate.formatted("service!=\"\", code=~\"5..\"");
        for (Row row : metrics.ask(failed, start, span.endMillis(), step)) {
            numbers.errors.put(row.labels().get("service"), sparkline(start, step, row.values()));
        }
        Map<Labels, Double> p95 = metrics.now(
                "histogram_quantile(0.95, sum by (service, le)"
                        + " (rate(http_request_duration_seconds_bucket{service!=\"\"}[" + window + "])))",
                span.endMillis());
        p95.forEach((labels, value) -> numbers.latencies.put(labels.get("service"), value));
        return numbers;
    }

    Sparkline requests(String service) {
        return requests.getOrDefault(service, none);
    }

    Sparkline errors(String service) {
        return errors.getOrDefault(service, none);
    }

    @Nullable
    Double latencyP95(String service) {
        return finite(latencies.get(service));
    }

    /** Whether the service served anything at the span's end. */
    boolean reports(String service) {
        List<@Nullable Double> values = requests(service).values();
        return values.subList(Math.max(0, values.size() - 3), values.size()).stream()
                .anyMatch(value -> value != null);
    }

    static Sparkline sparkline(long startMillis, long stepMillis, double[] values) {
        List<@Nullable Double> list = new ArrayList<>(values.length);
        for (double value : values) {
            list.add(finite(value));
        }
        return new Sparkline(startMillis, stepMillis / 1000, Collections.unmodifiableList(list));
    }

    /** JSON has no NaN: what is not a number is missing. */
    static @Nullable Double finite(@Nullable Double value) {
        return value == null || value.isNaN() || value.isInfinite() ? null : value;
    }
}
