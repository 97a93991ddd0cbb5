package dev.nightjar.alerting.slo;

import dev.nightjar.definition.DurationText;
import dev.nightjar.definition.Node;
import dev.nightjar.definition.Problems;
import dev.nightjar.definition.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What OpenSLO says about alerts, as burn windows: a condition's {@code lookbackWindow} is the long one, and {@code
 * alertAfter}, for which it has to go on, the short one. Nightjar always tells of the end and of missing data, and whom
 * it tells is said elsewhere, so the rest of a policy changes nothing.
 */
final class OpenSloAlerts {
    static final String POLICY = "AlertPolicy";
    static final String CONDITION = "AlertCondition";

    /** Severities that wake nobody; of any other name somebody thought that it matters. */
    private static final List<String> QUIET =
            List.of("ticket", "warning", "warn", "info", "information", "low", "minor", "notice");

    private final String file;
    private final Problems problems;
    private final Map<String, Section> policies = new HashMap<>();
    private final Map<String, Section> conditions = new HashMap<>();

    OpenSloAlerts(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** Whether {@code kind} is one that objectives refer to from here. */
    static boolean knows(String kind) {
        return kind.equals(POLICY) || kind.equals(CONDITION);
    }

    /** A document of one of its kinds, which objectives may refer to by its name. */
    void keep(Section document) {
        Map<String, Section> kept = document.text("kind").orElse("").equals(POLICY) ? policies : conditions;
        document.section("metadata", "metadata").ifPresent(meta -> kept.put(meta.requiredText("name"), document));
    }

    /** Those of the policies of an SLO; empty where it names none. */
    List<BurnWindow> windows(Section slo) {
        List<BurnWindow> windows = new ArrayList<>();
        for (Section policy : each(slo, "alertPolicies", "alertPolicyRef", POLICY, policies)) {
            policy.section("spec", "alert policy").ifPresent(spec -> {
                spec.allow(
                        "description",
                        "alertWhenNoData",
                        "alertWhenResolved",
                        "alertWhenBreaching",
                        "conditions",
                        "notificationTargets");
                if (!spec.flag("alertWhenBreaching", true)) {
                    spec.problem("alertWhenBreaching", "not supported yet: alertWhenBreaching: false; take it out");
                }
                each(spec, "conditions", "conditionRef", CONDITION, conditions)
                        .forEach(condition -> window(condition).ifPresent(windows::add));
            });
        }
        return windows;
    }

    /** What a list says itself, or refers to. */
    private List<Section> each(
            Section holder, String field, String reference, String kind, Map<String, Section> known) {
        List<Section> found = new ArrayList<>();
        List<Node> items = holder.node(field)
                .filter(Node.Sequence.class::isInstance)
                .map(list -> ((Node.Sequence) list).items())
                .orElse(List.of());
        for (Node item : items) {
            if (item instanceof Node.Scalar name) {
                referred(holder, field, kind, known, name.text()).ifPresent(found::add);
                continue;
            }
            Section.of(file, field, item, problems)
                    .flatMap(written -> written.has(reference)
                            ? referred(holder, field, kind, known, written.requiredText(reference))
                            : Optional.of(written))
                    .ifPresent(found::add);
        }
        return found;
    }

    private static Optional<Section> referred(
            Section holder, String field, String kind, Map<String, Section> known, String name) {
        Section found = known.get(name);
        if (found == null) {
            holder.problem(
                    field, "there is no " + kind + " \"" + name + "\" in this file; add it as a document of that kind");
        }
        return Optional.ofNullable(found);
    }

    private Optional<BurnWindow> window(Section condition) {
        Optional<Section> spec = condition.section("spec", "alert condition");
        Optional<Section> said = spec.flatMap(each -> each.section("condition", "alert condition"));
        if (spec.isEmpty() || said.isEmpty()) {
            condition.problem("spec", "an alert condition needs \"spec\" with \"condition\"");
            return Optional.empty();
        }
        spec.get().allow("description", "severity", "condition");
        Section burn = said.get().allow("kind", "op", "threshold", "lookbackWindow", "alertAfter");
        if (!burn.text("kind").orElse("burnrate").equals("burnrate")) {
            burn.problem("kind", "not supported yet: kind \"" + burn.requiredText("kind") + "\"; write burnrate");
        }
        Duration lookback = duration(burn, "lookbackWindow");
        Duration after = duration(burn, "alertAfter");
        boolean fits = after.isPositive() && after.compareTo(lookback) < 0;
        boolean pages = !QUIET.contains(spec.get().text("severity").orElse("").toLowerCase(Locale.ROOT));
        try {
            double factor = Double.parseDouble(burn.requiredText("threshold"));
            return Optional.of(new BurnWindow(lookback, fits ? after : lookback.dividedBy(12), factor, pages));
        } catch (IllegalArgumentException e) {
            burn.problem("threshold", "a burn rate needs a lookbackWindow such as 1h and a threshold above 0");
            return Optional.empty();
        }
    }

    private static Duration duration(Section of, String field) {
        return of.text(field).flatMap(DurationText::parse).orElse(Duration.ZERO);
    }
}
