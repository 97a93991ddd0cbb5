package dev.nightjar.alerting.slo;

import dev.nightjar.alerting.rules.Expressions;
import dev.nightjar.alerting.rules.InvalidExpressionException;
import dev.nightjar.definition.DurationText;
import dev.nightjar.definition.Problems;
import dev.nightjar.definition.Section;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads OpenSLO v1: SLOs, and what they refer to; what else the specification knows is refused by name. */
final class OpenSloFile {
    static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    /** Kinds that say nothing that an objective needs here. */
    private static final List<String> IGNORED = List.of("Service", "DataSource", "AlertNotificationTarget");

    private final String file;
    private final Expressions expressions;
    private final Problems problems;
    private final Map<String, Section> indicators = new HashMap<>();
    private final OpenSloAlerts alerts;

    OpenSloFile(String file, Expressions expressions, Problems problems) {
        this.file = file;
        this.expressions = expressions;
        this.problems = problems;
        this.alerts = new OpenSloAlerts(file, problems);
    }

    /** The objectives of a file's documents; what they refer to may stand anywhere among them. */
    List<Slo> slos(List<Section> documents) {
        documents.stream()
                .filter(document -> document.text("kind").orElse("").equals("SLI"))
                .forEach(this::keep);
        documents.stream()
                .filter(document -> OpenSloAlerts.knows(document.text("kind").orElse("")))
                .forEach(alerts::keep);
        List<Slo> slos = new ArrayList<>();
        documents.forEach(document -> slos.addAll(slos(document)));
        return slos;
    }

    private void keep(Section document) {
        document.section("metadata", "metadata").ifPresent(meta -> indicators.put(meta.requiredText("name"), document));
    }

    private List<Slo> slos(Section root) {
        root.allow("apiVersion", "kind", "metadata", "spec");
        String version = root.requiredText("apiVersion");
        if (!version.equals("openslo/v1")) {
            root.problem("apiVersion", "not supported yet: apiVersion \"" + version + "\"; write openslo/v1");
        }
        String kind = root.requiredText("kind");
        if (kind.equals("SLI") || OpenSloAlerts.knows(kind) || IGNORED.contains(kind)) {
            return List.of();
        }
        if (!kind.equals("SLO")) {
            root.problem("kind", "not supported yet: kind \"" + kind + "\"");
            return List.of();
        }
        Optional<Section> metadata = root.section("metadata", "metadata");
        if (metadata.isEmpty() || !root.has("spec")) {
            root.problem("metadata", "an SLO needs \"metadata\" and \"spec\"");
            return List.of();
        }
        Section meta = metadata.get().allow("name", "displayName", "labels", "annotations");
        String name = meta.requiredText("name");
        if (!NAME.matcher(name).matches()) {
            meta.problem("name", "not a name: \"" + name + "\"; use lower-case letters, digits and dashes, at most 63");
        }
        return root.section("spec", "SLO \"" + name + "\"")
                .map(spec -> spec(name, meta, spec))
                .orElse(List.of());
    }

    private List<Slo> spec(String name, Section meta, Section spec) {
        spec.allow(
                "description",
                "service",
                "indicator",
                "indicatorRef",
                "timeWindow",
                "budgetingMethod",
                "objectives",
                "alertPolicies");
        spec.requiredText("service");
        SloWindow window = OpenSloWindow.read(spec);
        List<BurnWindow> written = alerts.windows(spec);
        List<BurnWindow> usual = written.isEmpty() ? BurnWindow.standard(window.length()) : written;
        List<Section> objectives = spec.sections("objectives", "objective");
        if (objectives.isEmpty()) {
            spec.problem("objectives", "field \"objectives\" is missing");
        }
        List<Slo> slos = new ArrayList<>();
        for (int i = 0; i < objectives.size(); i++) {
            String own = objectives.size() == 1 ? name : name + "-" + (i + 1);
            objective(own, meta, spec, objectives.get(i), window, usual).ifPresent(slos::add);
        }
        return slos;
    }

    private Optional<Slo> objective(
            String name, Section meta, Section spec, Section objective, SloWindow window, List<BurnWindow> usual) {
        int before = problems.count();
        objective
                .allow(
                        "displayName",
                        "op",
                        "value",
                        "target",
                        "targetPercent",
                        "timeSliceTarget",
                        "timeSliceWindow",
                        "indicator",
                        "indicatorRef",
                        "compositeWeight")
                .refuse("compositeWeight");
        SloAnnotations annotations = new SloAnnotations(meta);
        double target = target(objective);
        OpenSloIndicator.Queries queries = indicator(spec, objective)
                .map(indicator -> OpenSloIndicator.read(indicator, objective))
                .orElse(OpenSloIndicator.Queries.NONE);
        Optional<TimeSlices> slices = slices(spec, objective, annotations, queries.total());
        List<BurnWindow> windows = annotations.windows(usual);
        int minBad = annotations.minBadEvents(slices.isPresent());
        Feasible.problem(target, slices, windows).ifPresent(why -> spec.problem("objectives", why));
        if (problems.count() > before || queries.total().isEmpty()) {
            return Optional.empty();
        }
        Slo slo = new Slo(
                name,
                displayName(name, meta, objective),
                spec.requiredText("service"),
                target,
                window,
                queries.bad(),
                queries.total(),
                slices,
                windows,
                minBad,
                file);
        return isRight(spec, slo, expressions) ? Optional.of(slo) : Optional.empty();
    }

    private static String displayName(String name, Section meta, Section objective) {
        String ofAll = meta.text("displayName").orElse(name);
        boolean isOne = name.equals(meta.text("name").orElse(""));
        return isOne ? ofAll : ofAll + " " + objective.text("displayName").orElse(name.replaceFirst(".*-", ""));
    }

    /** Whether its queries can be read; problems are reported to {@code spec}. */
    static boolean isRight(Section spec, Slo slo, Expressions expressions) {
        Duration probe = slo.windows().getFirst().shortWindow();
        for (String query : List.of(slo.badQuery(probe), slo.totalQuery(probe))) {
            try {
                expressions.prepare(query);
            } catch (InvalidExpressionException e) {
                spec.problem("indicator", "query at " + e.in(query) + " in " + query);
                return false;
            }
        }
        return true;
    }

    /** With {@code spec}: the objective's own, the SLO's, or what one of them refers to. */
    private Optional<Section> indicator(Section spec, Section objective) {
        for (Section holder : List.of(objective, spec)) {
            Optional<Section> inline = holder.section("indicator", "indicator");
            if (inline.isPresent()) {
                return Optional.of(inline.get().allow("metadata", "spec"));
            }
            Optional<String> reference = holder.text("indicatorRef");
            if (reference.isPresent()) {
                Section found = indicators.get(reference.get());
                if (found == null) {
                    holder.problem(
                            "indicatorRef",
                            "there is no SLI \"" + reference.get()
                                    + "\" in this file; add it as a document of kind SLI");
                }
                return Optional.ofNullable(found);
            }
        }
        spec.problem("indicator", "field \"indicator\" is missing");
        return Optional.empty();
    }

    private static Optional<TimeSlices> slices(
            Section spec, Section objective, SloAnnotations annotations, String totalQuery) {
        String method = spec.text("budgetingMethod").orElse("Occurrences");
        boolean sliced = method.equals("Timeslices") || method.equals("RatioTimeslices");
        if (!sliced && !method.equals("Occurrences")) {
            spec.problem(
                    "budgetingMethod",
                    "budgetingMethod: must be Occurrences, Timeslices or RatioTimeslices, found \"" + method + "\"");
        }
        boolean averages = method.equals("RatioTimeslices");
        if (!sliced) {
            for (String field : List.of("timeSliceTarget", "timeSliceWindow")) {
                if (objective.has(field)) {
                    objective.problem(field, "\"" + field + "\" belongs to the budgetingMethod Timeslices");
                }
            }
            return Optional.empty();
        }
        Optional<Duration> length = length(objective);
        double target = averages ? 0 : share(objective, "timeSliceTarget");
        TimeSlices.NoData noData = annotations.noData(totalQuery);
        return length.map(each -> new TimeSlices(each, target, averages, noData));
    }

    /** A plain number counts minutes. */
    private static Optional<Duration> length(Section objective) {
        String written = objective.requiredText("timeSliceWindow");
        Optional<Duration> length = written.matches("[0-9]{1,5}")
                ? Optional.of(Duration.ofMinutes(Integer.parseInt(written)))
                : DurationText.parse(written);
        if (length.isEmpty() || length.get().toSeconds() == 0) {
            objective.problem(
                    "timeSliceWindow", "timeSliceWindow: not a duration: \"" + written + "\"; write it like 5m");
            return Optional.empty();
        }
        return length;
    }

    private static double target(Section objective) {
        return objective.has("targetPercent") ? percentage(objective, "targetPercent") : share(objective, "target");
    }

    private static double share(Section objective, String field) {
        String written = objective.requiredText(field);
        try {
            double target = Double.parseDouble(written);
            if (target > 0 && (target < 1 || (target == 1 && field.equals("timeSliceTarget")))) {
                return target;
            }
        } catch (NumberFormatException e) {
            // Said below, with the same words as for a number out of range.
        }
        if (!written.isEmpty()) {
            objective.problem(field, "target must be a number above 0 and below 1, found \"" + written + "\"");
        }
        return 0;
    }

    /** What part {@code field} says in percent: 99.9 is 0.999, to the last digit. 0, with the problem said, if nothing. */
    static double percentage(Section of, String field) {
        String written = of.requiredText(field);
        try {
            double target = new BigDecimal(written).movePointLeft(2).doubleValue();
            if (target > 0 && target < 1) {
                return target;
            }
        } catch (NumberFormatException e) {
            // Said below, with the same words as for a number out of range.
        }
        if (!written.isEmpty()) {
            of.problem(field, field + " must be a percentage above 0 and below 100, found \"" + written + "\"");
        }
        return 0;
    }
}
