package dev.nightjar.web.api;

import dev.nightjar.query.deviation.Signal;
import dev.nightjar.query.deviation.Signals;
import dev.nightjar.web.api.Documents.Finding;
import dev.nightjar.web.api.Documents.Panel;
import dev.nightjar.web.api.Documents.Slo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The graphs of a service and of an instance, each with the query that draws it. */
final class Panels {
    private Panels() {}

    /** Rate, errors and latency of the whole service. */
    static List<Panel> ofService(String service, String window) {
        String selector = Selectors.service(service);
        String rate = "sum(rate(http_requests_total{" + selector + "%s}[" + window + "]))";
        String quantile = "histogram_quantile(%s, sum by (le) (rate(http_request_duration_seconds_bucket{" + selector
                + "}[" + window + "])))";
        return List.of(
                plain("requests", "Requests", "perSecond", rate.formatted("")),
                plain(
                        "errors",
                        "Failed requests",
                        "ratio",
                        "(" + rate.formatted(", code=~\"5..\"") + " or 0 * " + rate.formatted("") + ") / "
                                + rate.formatted("")),
                plain("latency-p50", "Latency, median", "seconds", quantile.formatted("0.5")),
                plain("latency-p95", "Latency, 95th percentile", "seconds", quantile.formatted("0.95")),
                plain("latency-p99", "Latency, 99th percentile", "seconds", quantile.formatted("0.99")));
    }

    private static Panel plain(String id, String title, String unit, String query) {
        return new Panel(id, title, unit, query, List.of(), null, null, "requests", 0, null);
    }

    /**
     * One graph a signal against the peers: those that stand out first, in the order of the findings (causes before
     * symptoms), then the others in the order of the signals.
     *
     * @param findings the likeliest cause first
     */
    static List<Panel> ofInstance(String service, String instance, String window, List<Finding> findings) {
        List<Panel> odd = new ArrayList<>();
        List<Panel> alike = new ArrayList<>();
        for (Finding finding : findings) {
            boolean drawn = odd.stream().anyMatch(panel -> panel.id().equals(finding.signal()));
            Signals.STANDARD.stream()
                    .filter(signal -> signal.id().equals(finding.signal()) && !drawn)
                    .forEach(signal -> odd.add(ofSignal(signal, service, instance, window, worst(signal, findings))));
        }
        for (Signal signal : Signals.STANDARD) {
            if (worst(signal, findings).isEmpty()) {
                alike.add(ofSignal(signal, service, instance, window, Optional.empty()));
            }
        }
        odd.addAll(alike);
        return List.copyOf(odd);
    }

    private static Optional<Finding> worst(Signal signal, List<Finding> findings) {
        return findings.stream()
                .filter(each -> each.signal().equals(signal.id()))
                .max(Comparator.comparingDouble(Finding::score));
    }

    private static Panel ofSignal(
            Signal signal, String service, String instance, String window, Optional<Finding> finding) {
        return new Panel(
                signal.id(),
                signal.title(),
                signal.quantity().jsonName(),
                signal.query(Selectors.instance(service, instance), window),
                signal.device().isEmpty() ? List.of() : List.of(signal.device()),
                signal.query(Selectors.peers(service, instance), window),
                null,
                signal.group(),
                finding.map(Finding::score).orElse(0.0),
                finding.orElse(null));
    }

    static Panel titled(Panel panel, String title) {
        return new Panel(
                panel.id(),
                title,
                panel.unit(),
                panel.query(),
                panel.legend(),
                panel.peersQuery(),
                panel.threshold(),
                panel.group(),
                panel.deviation(),
                panel.finding());
    }

    /** The value behind an alert, with its threshold if the query ends in one. */
    static Panel ofAlert(String title, String query) {
        Threshold threshold = Threshold.of(query);
        return new Panel(
                "alert",
                title,
                Units.of(threshold.query()),
                threshold.query(),
                List.of(),
                null,
                threshold.value(),
                "alert",
                0,
                null);
    }

    /** The share of bad events behind a page about an objective, with what its first window allows. */
    static Panel ofObjective(Slo slo) {
        Double allowed = slo.windows().isEmpty()
                ? null
                : Double.valueOf((1 - slo.target()) * slo.windows().getFirst().factor());
        String title = slo.displayName() + ": share of bad events";
        return new Panel("alert", title, "ratio", slo.ratioQuery(), List.of(), null, allowed, "alert", 0, null);
    }

    /** A comparison with a number at the end of a query, taken off, so that the graph shows the value at all times. */
    record Threshold(String query, @Nullable Double value) {
        private static final Pattern COMPARISON =
                Pattern.compile("(?s)^(.*\\S)\\s*(?:>=|<=|>|<)\\s*(-?[0-9.]+(?:e-?[0-9]+)?)\\s*$");

        static Threshold of(String query) {
            var match = COMPARISON.matcher(query);
            if (!match.matches() || balanced(match.group(1)) != 0 || joins(match.group(1))) {
                return new Threshold(query, null);
            }
            return new Threshold(match.group(1), Double.valueOf(match.group(2)));
        }

        private static int balanced(String text) {
            int depth = 0;
            for (int i = 0; i < text.length(); i++) {
                depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
            }
            return depth;
        }

        /** In {@code a > 1 and b > 2} the last number is not the threshold of the whole. */
        private static boolean joins(String text) {
            return text.matches("(?s).*\\b(and|or|unless)\\b.*");
        }
    }
}
