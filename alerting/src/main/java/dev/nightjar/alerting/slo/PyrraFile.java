package dev.nightjar.alerting.slo;

import dev.nightjar.alerting.rules.Expressions;
import dev.nightjar.definition.DurationText;
import dev.nightjar.definition.Problems;
import dev.nightjar.definition.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads Pyrra's ServiceLevelObjective. Burn windows are Pyrra's, scaled to the objective's window: 1h/5m at 14, 6h/30m at 7,
 * 1d/2h at 2 and 4d/6h at 1 of 28 days.
 */
final class PyrraFile {
    private static final Duration USUAL = Duration.ofDays(28);
    private static final int MIN_BAD_EVENTS = 5;
    private static final String SERVICE = "pyrra.dev/service";

    private final String file;
    private final Expressions expressions;
    private final Problems problems;

    PyrraFile(String file, Expressions expressions, Problems problems) {
        this.file = file;
        this.expressions = expressions;
        this.problems = problems;
    }

    Optional<Slo> slo(Section root) {
        root.allow("apiVersion", "kind", "metadata", "spec");
        int before = problems.count();
        Optional<Section> meta = root.section("metadata", "metadata");
        Optional<Section> spec = root.section("spec", "spec");
        if (meta.isEmpty() || spec.isEmpty()) {
            root.problem("metadata", "a ServiceLevelObjective needs \"metadata\" and \"spec\"");
            return Optional.empty();
        }
        String name = meta.get().requiredText("name");
        Section said =
                spec.get().allow("target", "window", "description", "indicator", "alerting", "performanceOverAccuracy");
        double target = OpenSloFile.percentage(said, "target");
        Duration window = said.duration("window", USUAL);
        Optional<Section> indicator = said.section("indicator", "indicator");
        if (indicator.isEmpty()) {
            said.problem("indicator", "field \"indicator\" is missing");
            return Optional.empty();
        }
        OpenSloIndicator.Queries queries = indicator(indicator.get());
        List<String> grouping = grouping(indicator.get());
        List<BurnWindow> windows = windows(window);
        Feasible.problem(target, Optional.empty(), windows).ifPresent(why -> said.problem("target", why));
        if (problems.count() > before) {
            return Optional.empty();
        }
        String service = meta.get().texts("labels").getOrDefault(SERVICE, name);
        Slo slo = new Slo(
                name,
                said.text("description").orElse(name).strip(),
                service,
                target,
                new SloWindow.Rolling(window),
                queries.bad(),
                queries.total(),
                Optional.empty(),
                windows,
                MIN_BAD_EVENTS,
                file,
                grouping);
        return OpenSloFile.isRight(said, slo, expressions) ? Optional.of(slo) : Optional.empty();
    }

    private static List<BurnWindow> windows(Duration window) {
        double scale = window.toMillis() / (double) USUAL.toMillis();
        return List.of(
                row(scale, 60, 5, 14, true),
                row(scale, 360, 30, 7, true),
                row(scale, 1440, 120, 2, false),
                row(scale, 5760, 360, 1, false));
    }

    private static BurnWindow row(double scale, int longMinutes, int shortMinutes, double factor, boolean pages) {
        return new BurnWindow(minutes(longMinutes * scale), minutes(shortMinutes * scale), factor, pages);
    }

    private static Duration minutes(double minutes) {
        return Duration.ofMinutes(Math.max(1, Math.round(minutes)));
    }

    private OpenSloIndicator.Queries indicator(Section indicator) {
        indicator.allow("ratio", "latency", "latencyNative", "bool_gauge", "boolGauge");
        for (String kind : List.of("ratio", "latency", "latencyNative", "bool_gauge", "boolGauge")) {
            Optional<Section> section = indicator.section(kind, kind);
            if (section.isPresent()) {
                return switch (kind) {
                    case "ratio" -> ratio(section.get());
                    case "latency" -> latency(section.get());
                    case "latencyNative" -> latencyNative(section.get());
                    default -> gauge(section.get());
                };
            }
        }
        indicator.problem("", "needs one of ratio, latency, latencyNative and bool_gauge");
        return OpenSloIndicator.Queries.NONE;
    }

    private OpenSloIndicator.Queries ratio(Section ratio) {
        ratio.allow("errors", "total", "grouping");
        boolean grouped = isGrouped(ratio);
        return new OpenSloIndicator.Queries(
                events(metric(ratio, "errors"), grouped), events(metric(ratio, "total"), grouped));
    }

    private OpenSloIndicator.Queries latency(Section latency) {
        latency.allow("success", "total", "grouping");
        boolean grouped = isGrouped(latency);
        String total = events(metric(latency, "total"), grouped);
        return new OpenSloIndicator.Queries(total + " - " + events(metric(latency, "success"), grouped), total);
    }

    private OpenSloIndicator.Queries latencyNative(Section latency) {
        latency.allow("latency", "total", "grouping");
        String within = latency.requiredText("latency");
        Optional<Duration> limit = DurationText.parse(within);
        if (limit.isEmpty()) {
            latency.problem("latency", "latency: not a duration: \"" + within + "\"");
            return OpenSloIndicator.Queries.NONE;
        }
        String all = events(metric(latency, "total"), isGrouped(latency));
        String total = "histogram_count(" + all + ")";
        String share = "histogram_fraction(0, " + Slo.number(limit.get().toMillis() / 1000.0) + ", " + all + ")";
        return new OpenSloIndicator.Queries(total + " * (1 - " + share + ")", total);
    }

    /** Each sample counts. */
    private OpenSloIndicator.Queries gauge(Section gauge) {
        gauge.allow("metric", "grouping");
        boolean grouped = isGrouped(gauge);
        String metric = gauge.requiredText("metric");
        String total = sum("count_over_time", metric, grouped);
        return new OpenSloIndicator.Queries(total + " - " + sum("sum_over_time", metric, grouped), total);
    }

    /** Of whatever kind the indicator is: labels of which each set of values has a budget of its own. */
    private static List<String> grouping(Section indicator) {
        List<String> labels = new ArrayList<>();
        for (String kind : indicator.fields()) {
            indicator.section(kind, kind).ifPresent(section -> labels.addAll(section.textList("grouping")));
        }
        for (String label : labels) {
            if (!label.matches("[a-zA-Z_][a-zA-Z0-9_]*")) {
                indicator.problem("", "grouping: not the name of a label: \"" + label + "\"");
            }
        }
        return labels;
    }

    private static boolean isGrouped(Section section) {
        return !section.textList("grouping").isEmpty();
    }

    private static String events(String metric, boolean grouped) {
        return sum("increase", metric, grouped);
    }

    private static String sum(String function, String metric, boolean grouped) {
        return "sum" + (grouped ? Slo.GROUPING : "") + "(" + function + "(" + (grouped ? ofGroup(metric) : metric)
                + "[{{.window}}]))";
    }

    /** The selector with room for the matchers of a group. */
    private static String ofGroup(String metric) {
        String selector = metric.strip();
        if (!selector.endsWith("}")) {
            return selector + "{" + Slo.MATCHERS + "}";
        }
        String inside = selector.substring(0, selector.length() - 1).strip();
        String comma = inside.endsWith("{") || inside.endsWith(",") ? "" : ",";
        return inside + comma + Slo.MATCHERS + "}";
    }

    private static String metric(Section holder, String field) {
        Optional<Section> section = holder.section(field, field);
        if (section.isEmpty()) {
            holder.problem(field, "field \"" + field + "\" is missing");
            return "";
        }
        return section.get().allow("metric").requiredText("metric");
    }
}
