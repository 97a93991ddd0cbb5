package dev.nightjar.alerting.slo;

import dev.nightjar.alerting.rules.Expressions;
import dev.nightjar.alerting.rules.InvalidExpressionException;
import dev.nightjar.definition.DurationText;
import dev.nightjar.definition.Node;
import dev.nightjar.definition.Problems;
import dev.nightjar.definition.Section;
import dev.nightjar.definition.YamlFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads OpenSLO v1: event ratios over rolling windows; what else the specification knows is refused by name. */
public final class OpenSloFile {
    /** Lists {@code long/short:factor}, and {@code :ticket} for what should not page. */
    public static final String WINDOWS = "nightjar.dev/windows";

    /** Fewer bad events in a long window than this do not alert. */
    public static final String MIN_BAD_EVENTS = "nightjar.dev/min-bad-events";

    private static final int DEFAULT_MIN_BAD_EVENTS = 5;
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern WINDOW = Pattern.compile("([^/]+)/([^:]+):([0-9.]+)(?::(page|ticket))?");

    private final String file;
    private final Expressions expressions;
    private final Problems problems;

    private OpenSloFile(String file, Expressions expressions, Problems problems) {
        this.file = file;
        this.expressions = expressions;
        this.problems = problems;
    }

    /** The objectives of a file. What is wrong goes to {@code problems}; then the result is not to be used. */
    public static List<Slo> read(String file, String text, Expressions expressions, Problems problems) {
        OpenSloFile reader = new OpenSloFile(file, expressions, problems);
        List<Slo> slos = new ArrayList<>();
        for (Node document : YamlFile.documents(file, text, problems)) {
            Section.of(file, "", document, problems).flatMap(reader::slo).ifPresent(slos::add);
        }
        return slos;
    }

    private Optional<Slo> slo(Section root) {
        root.allow("apiVersion", "kind", "metadata", "spec");
        String version = root.requiredText("apiVersion");
        if (!version.equals("openslo/v1")) {
            root.problem("apiVersion", "not supported yet: apiVersion \"" + version + "\"; write openslo/v1");
        }
        String kind = root.requiredText("kind");
        if (!kind.equals("SLO")) {
            root.problem("kind", "not supported yet: kind \"" + kind + "\"; only SLO with its indicator inline");
            return Optional.empty();
        }
        Optional<Section> metadata = root.section("metadata", "metadata");
        if (metadata.isEmpty() || !root.has("spec")) {
            root.problem("metadata", "an SLO needs \"metadata\" and \"spec\"");
            return Optional.empty();
        }
        Section meta = metadata.get().allow("name", "displayName", "labels", "annotations");
        String name = meta.requiredText("name");
        if (!NAME.matcher(name).matches()) {
            meta.problem("name", "not a name: \"" + name + "\"; use lower-case letters, digits and dashes, at most 63");
        }
        return root.section("spec", "SLO \"" + name + "\"").flatMap(spec -> spec(name, meta, spec));
    }

    private Optional<Slo> spec(String name, Section meta, Section spec) {
        int before = problems.count();
        spec.allow(
                "description",
                "service",
                "indicator",
                "indicatorRef",
                "timeWindow",
                "budgetingMethod",
                "objectives",
                "alertPolicies");
        String service = spec.requiredText("service");
        for (String field : List.of("indicatorRef", "alertPolicies")) {
            if (spec.has(field)) {
                spec.problem(field, "not supported yet: " + field);
            }
        }
        String method = spec.text("budgetingMethod").orElse("Occurrences");
        if (!method.equals("Occurrences")) {
            spec.problem("budgetingMethod", "not supported yet: budgetingMethod \"" + method + "\"; write Occurrences");
        }
        Duration window = window(spec);
        double target = target(spec);
        RatioQueries queries = indicator(spec);
        Map<String, String> annotations = meta.texts("annotations");
        List<BurnWindow> windows = windows(meta, annotations, window);
        int minBad = minBadEvents(meta, annotations);
        for (BurnWindow row : windows) {
            if (target > 0 && row.factor() * (1 - target) >= 1) {
                spec.problem(
                        "objectives",
                        "a burn of " + Slo.number(row.factor()) + " can never be seen at target " + target
                                + ": with every event bad the burn is "
                                + Slo.number(Math.round(100 / (1 - target)) / 100.0)
                                + "; set a target above "
                                + Slo.number(Math.ceil((1 - 1 / row.factor()) * 10_000) / 10_000)
                                + " or smaller factors in the annotation " + WINDOWS);
                break;
            }
        }
        if (problems.count() > before) {
            return Optional.empty();
        }
        String displayName = meta.text("displayName").orElse(name);
        Slo slo = new Slo(
                name, displayName, service, target, window, queries.bad(), queries.total(), windows, minBad, file);
        return check(spec, slo) ? Optional.of(slo) : Optional.empty();
    }

    private boolean check(Section spec, Slo slo) {
        boolean right = true;
        Duration probe = slo.windows().getFirst().shortWindow();
        for (String query : List.of(slo.badQuery(probe), slo.totalQuery(probe))) {
            try {
                expressions.prepare(query);
            } catch (InvalidExpressionException e) {
                spec.problem("indicator", "query at " + e.in(query) + " in " + query);
                right = false;
            }
        }
        return right;
    }

    private Duration window(Section spec) {
        List<Section> windows = spec.sections("timeWindow", "timeWindow");
        if (windows.size() != 1) {
            spec.problem("timeWindow", "wants exactly one timeWindow, found " + windows.size());
            return Duration.ofDays(30);
        }
        Section window = windows.getFirst().allow("duration", "isRolling", "calendar");
        if (window.has("calendar") || !window.text("isRolling").orElse("").equals("true")) {
            window.problem("isRolling", "not supported yet: calendar windows; write isRolling: true");
        }
        String written = window.requiredText("duration");
        Optional<Duration> parsed = written.matches("\\d+[MQY]") ? Optional.empty() : DurationText.parse(written);
        if (parsed.isEmpty() || parsed.get().isZero()) {
            window.problem("duration", "not a rolling window's duration: \"" + written + "\"; write it like 28d or 4w");
            return Duration.ofDays(30);
        }
        return parsed.get();
    }

    private double target(Section spec) {
        List<Section> objectives = spec.sections("objectives", "objective");
        if (objectives.size() != 1) {
            spec.problem(
                    "objectives",
                    objectives.isEmpty()
                            ? "field \"objectives\" is missing"
                            : "not supported yet: more than one objective; make it one SLO each");
            return 0;
        }
        Section objective = objectives.getFirst();
        objective.allow(
                "displayName",
                "op",
                "value",
                "target",
                "targetPercent",
                "timeSliceTarget",
                "timeSliceWindow",
                "indicator",
                "indicatorRef",
                "compositeWeight");
        for (String field : List.of(
                "op", "value", "timeSliceTarget", "timeSliceWindow", "indicator", "indicatorRef", "compositeWeight")) {
            if (objective.has(field)) {
                objective.problem(field, "not supported yet: " + field);
            }
        }
        boolean percent = objective.has("targetPercent");
        String written = percent ? objective.requiredText("targetPercent") : objective.requiredText("target");
        try {
            double target = Double.parseDouble(written) / (percent ? 100 : 1);
            if (target > 0 && target < 1) {
                return target;
            }
        } catch (NumberFormatException e) {
            // Said below, with the same words as for a number out of range.
        }
        if (!written.isEmpty()) {
            objective.problem("target", "target must be a number above 0 and below 1, found \"" + written + "\"");
        }
        return 0;
    }

    private record RatioQueries(String bad, String total) {}

    private RatioQueries indicator(Section spec) {
        RatioQueries none = new RatioQueries("", "");
        Optional<Section> indicator = spec.section("indicator", "indicator");
        if (indicator.isEmpty()) {
            if (!spec.has("indicatorRef")) {
                spec.problem("indicator", "field \"indicator\" is missing");
            }
            return none;
        }
        Optional<Section> inner = indicator.get().allow("metadata", "spec").section("spec", "indicator");
        if (inner.isEmpty()) {
            indicator.get().problem("spec", "field \"spec\" is missing");
            return none;
        }
        Section sli = inner.get().allow("thresholdMetric", "ratioMetric", "description");
        if (sli.has("thresholdMetric")) {
            sli.problem("thresholdMetric", "not supported yet: thresholdMetric; write a ratioMetric");
            return none;
        }
        Optional<Section> ratio = sli.section("ratioMetric", "ratioMetric");
        if (ratio.isEmpty()) {
            sli.problem("ratioMetric", "field \"ratioMetric\" is missing");
            return none;
        }
        return ratio(ratio.get().allow("counter", "good", "bad", "total", "raw", "rawType"));
    }

    private RatioQueries ratio(Section ratio) {
        for (String field : List.of("raw", "rawType")) {
            if (ratio.has(field)) {
                ratio.problem(field, "not supported yet: " + field + "; write good or bad, and total");
            }
        }
        if (!ratio.text("counter").orElse("true").equals("true")) {
            ratio.problem("counter", "not supported yet: a ratioMetric that is not made of counters");
        }
        if (ratio.has("good") == ratio.has("bad")) {
            ratio.problem("", "needs one of \"good\" and \"bad\", found " + (ratio.has("good") ? "both" : "neither"));
        }
        String total = query(ratio, "total");
        String bad = ratio.has("bad") ? query(ratio, "bad") : "(" + total + ") - (" + query(ratio, "good") + ")";
        return new RatioQueries(bad, total);
    }

    private String query(Section ratio, String field) {
        Optional<Section> source = ratio.section(field, field)
                .flatMap(section -> section.allow("metricSource").section("metricSource", field))
                .map(section -> section.allow("type", "spec", "metricSourceRef"));
        Optional<Section> spec = source.flatMap(section -> section.section("spec", field));
        if (spec.isEmpty()) {
            ratio.problem(field, field + " needs metricSource.spec.query");
            return "";
        }
        String type = source.get().text("type").orElse("Nightjar");
        if (!type.equalsIgnoreCase("Nightjar") && !type.equalsIgnoreCase("Prometheus")) {
            source.get().problem("type", "not supported yet: metricSource type \"" + type + "\"; write Nightjar");
        }
        String query = spec.get().allow("query").requiredText("query");
        if (!query.isEmpty() && !query.matches("(?s).*\\{\\{\\s*\\.window\\s*}}.*")) {
            spec.get()
                    .problem(
                            "query",
                            "the query's range must be written [{{.window}}]: it is asked for several windows");
        }
        return query;
    }

    private List<BurnWindow> windows(Section meta, Map<String, String> annotations, Duration window) {
        String written = annotations.get(WINDOWS);
        if (written == null) {
            return BurnWindow.standard(window);
        }
        List<BurnWindow> rows = new ArrayList<>();
        for (String row : written.split(",", -1)) {
            Optional<BurnWindow> parsed = row(row.strip());
            if (parsed.isEmpty()) {
                meta.problem(
                        "annotations",
                        WINDOWS + ": not a burn window: \"" + row.strip()
                                + "\"; write long/short:factor or long/short:factor:ticket, such as 1h/5m:14.4");
                return BurnWindow.standard(window);
            }
            rows.add(parsed.get());
        }
        return rows;
    }

    private static Optional<BurnWindow> row(String text) {
        Matcher matcher = WINDOW.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            Duration longWindow = DurationText.parse(matcher.group(1)).orElseThrow();
            Duration shortWindow = DurationText.parse(matcher.group(2)).orElseThrow();
            double factor = Double.parseDouble(matcher.group(3));
            return Optional.of(new BurnWindow(longWindow, shortWindow, factor, !"ticket".equals(matcher.group(4))));
        } catch (IllegalArgumentException | java.util.NoSuchElementException e) {
            return Optional.empty();
        }
    }

    private static int minBadEvents(Section meta, Map<String, String> annotations) {
        String written = annotations.get(MIN_BAD_EVENTS);
        try {
            return written == null ? DEFAULT_MIN_BAD_EVENTS : Integer.parseInt(written);
        } catch (NumberFormatException e) {
            meta.problem("annotations", MIN_BAD_EVENTS + ": not a whole number: \"" + written + "\"");
            return DEFAULT_MIN_BAD_EVENTS;
        }
    }
}
