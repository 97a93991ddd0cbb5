package dev.nightjar.alerting.slo;

import dev.nightjar.definition.Node;
import dev.nightjar.definition.Problems;
import dev.nightjar.definition.Section;
import dev.nightjar.definition.YamlFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads {@code budget-policy.yml}. */
public final class BudgetPolicyFile {
    private BudgetPolicyFile() {}

    /** What is wrong goes to {@code problems}; then the result is not to be used. */
    public static BudgetPolicy read(String file, String text, Problems problems) {
        for (Node document : YamlFile.documents(file, text, problems)) {
            Section root = Section.of(file, "", document, problems).orElse(null);
            if (root != null) {
                root.allow("version", "rules", "charging", "gate");
                List<BudgetPolicy.Rule> rules = new ArrayList<>();
                root.sections("rules", "rule").forEach(rule -> rule(rule, rules));
                return new BudgetPolicy(
                        root.requiredText("version"),
                        rules,
                        root.section("charging", "charging")
                                .map(BudgetPolicyFile::charging)
                                .orElse(Charging.USUAL),
                        root.section("gate", "gate").map(BudgetPolicyFile::gate).orElse(GatePolicy.USUAL));
            }
        }
        return BudgetPolicy.USUAL;
    }

    private static Charging charging(Section section) {
        section.allow("overlap", "baseline");
        Charging.Overlap overlap = word(section, "overlap", Charging.USUAL.overlap(), Charging.Overlap.values());
        boolean none = section.text("baseline").orElse("none").equals("none");
        Duration baseline = none ? Duration.ZERO : section.duration("baseline", Duration.ZERO);
        if (!none && !baseline.isPositive()) {
            section.problem("baseline", "baseline: must be none or a time before each incident, such as 1d");
        }
        return new Charging(overlap, baseline.isPositive() ? Optional.of(baseline) : Optional.empty());
    }

    private static GatePolicy gate(Section section) {
        section.allow("unknown", "stale_after", "valid");
        return new GatePolicy(
                word(section, "unknown", GatePolicy.USUAL.unknown(), GatePolicy.Unknown.values()),
                positive(section, "stale_after", GatePolicy.USUAL.staleAfter()),
                positive(section, "valid", GatePolicy.USUAL.valid()));
    }

    private static Duration positive(Section section, String field, Duration otherwise) {
        Duration duration = section.duration(field, otherwise);
        if (duration.isPositive()) {
            return duration;
        }
        section.problem(field, field + ": must be longer than nothing, such as 15m");
        return otherwise;
    }

    private static void rule(Section section, List<BudgetPolicy.Rule> rules) {
        List<String> measures = Arrays.stream(BudgetPolicy.Measure.values())
                .map(BudgetPolicyFile::written)
                .toList();
        section.allow("remaining_below", "remaining_above", "incident_above", "class_above", "action", "slos");
        List<String> asked = measures.stream().filter(section::has).toList();
        section.requiredText("action");
        BudgetPolicy.Action action = word(section, "action", BudgetPolicy.Action.WARN, BudgetPolicy.Action.values());
        if (asked.size() != 1) {
            section.problem("", "needs one of " + choice(measures));
            return;
        }
        String field = asked.getFirst();
        for (BudgetPolicy.Measure measure : BudgetPolicy.Measure.values()) {
            if (written(measure).equals(field)) {
                rules.add(new BudgetPolicy.Rule(measure, share(section, field), action, section.textList("slos")));
            }
        }
    }

    private static <E extends Enum<E>> E word(Section section, String field, E otherwise, E[] words) {
        String found = section.text(field).orElse(written(otherwise));
        for (E word : words) {
            if (written(word).equals(found)) {
                return word;
            }
        }
        section.problem(
                field,
                field + ": must be "
                        + choice(Arrays.stream(words)
                                .map(BudgetPolicyFile::written)
                                .toList()) + ", found \"" + found + "\"");
        return otherwise;
    }

    private static String written(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private static String choice(List<String> words) {
        return words.stream().limit(words.size() - 1L).collect(Collectors.joining(", ")) + " or " + words.getLast();
    }

    private static double share(Section section, String field) {
        String written = section.text(field).orElse("");
        try {
            return written.endsWith("%")
                    ? Double.parseDouble(written.substring(0, written.length() - 1)) / 100
                    : Double.parseDouble(written);
        } catch (NumberFormatException e) {
            section.problem(field, field + ": not a share: \"" + written + "\"; write it like 0.2 or 20%");
            return 0;
        }
    }
}
