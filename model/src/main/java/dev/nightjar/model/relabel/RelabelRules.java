package dev.nightjar.model.relabel;

import dev.nightjar.model.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Rules in their order. Immutable. */
public final class RelabelRules {
    public static final RelabelRules NONE = new RelabelRules(List.of());

    private final List<RelabelRule> rules;

    private RelabelRules(List<RelabelRule> rules) {
        this.rules = rules;
    }

    public static RelabelRules of(List<RelabelRule> rules) {
        return rules.isEmpty() ? NONE : new RelabelRules(List.copyOf(rules));
    }

    public List<RelabelRule> list() {
        return rules;
    }

    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /** What the rules make of {@code labels}; empty where they drop them. */
    public Optional<Labels> apply(Labels labels) {
        if (rules.isEmpty()) {
            return Optional.of(labels);
        }
        TreeMap<String, String> draft = new TreeMap<>(labels.toMap());
        for (RelabelRule rule : rules) {
            if (!rule.apply(draft)) {
                return Optional.empty();
            }
        }
        return Optional.of(Labels.of(draft));
    }

    /** What each rule makes of what the one before it left, up to the one that drops it. */
    public List<RelabelStep> explain(Labels labels) {
        List<RelabelStep> steps = new ArrayList<>();
        TreeMap<String, String> draft = new TreeMap<>(labels.toMap());
        for (RelabelRule rule : rules) {
            boolean kept = rule.apply(draft);
            steps.add(new RelabelStep(rule, kept ? Labels.of(draft) : Labels.EMPTY, kept));
            if (!kept) {
                break;
            }
        }
        return steps;
    }

    /** Names may have any character of UTF-8, as since Prometheus 3. */
    static boolean isLabelName(String name) {
        return !name.isEmpty();
    }

    /** Throws {@link IllegalArgumentException} where {@code rule} cannot work. */
    static void check(RelabelRule rule) {
        switch (rule.action()) {
            case REPLACE -> needsTarget(rule);
            case HASHMOD -> {
                needsTarget(rule);
                if (rule.modulus() == 0) {
                    throw new IllegalArgumentException("action hashmod needs a modulus above 0");
                }
                plainTarget(rule);
            }
            case LOWERCASE, UPPERCASE -> {
                needsTarget(rule);
                plainTarget(rule);
                onlyDefault(rule, rule.replacement().equals(RelabelRule.DEFAULT_REPLACEMENT), "replacement");
            }
            case KEEPEQUAL, DROPEQUAL -> {
                needsTarget(rule);
                onlyDefault(rule, rule.regex().equals(RelabelRule.DEFAULT_REGEX), "regex");
                onlyDefault(rule, rule.modulus() == 0, "modulus");
                onlyDefault(rule, rule.separator().equals(RelabelRule.DEFAULT_SEPARATOR), "separator");
                onlyDefault(rule, rule.replacement().equals(RelabelRule.DEFAULT_REPLACEMENT), "replacement");
            }
            case LABELDROP, LABELKEEP -> {
                onlyDefault(rule, rule.sourceLabels().isEmpty(), "source_labels");
                onlyDefault(rule, rule.targetLabel().isEmpty(), "target_label");
                onlyDefault(rule, rule.modulus() == 0, "modulus");
                onlyDefault(rule, rule.separator().equals(RelabelRule.DEFAULT_SEPARATOR), "separator");
                onlyDefault(rule, rule.replacement().equals(RelabelRule.DEFAULT_REPLACEMENT), "replacement");
            }
            case LABELMAP -> {
                if (rule.replacement().isEmpty()) {
                    throw new IllegalArgumentException("action labelmap needs a replacement, the labels' new name");
                }
            }
            case KEEP, DROP -> {}
        }
    }

    private static void needsTarget(RelabelRule rule) {
        if (rule.targetLabel().isEmpty()) {
            throw new IllegalArgumentException("action " + rule.action().text() + " needs a target_label");
        }
    }

    private static void plainTarget(RelabelRule rule) {
        if (rule.targetLabel().contains("$")) {
            throw new IllegalArgumentException("action " + rule.action().text()
                    + " takes its target_label as it stands, without references such as $1; found \""
                    + rule.targetLabel() + "\"");
        }
    }

    private static void onlyDefault(RelabelRule rule, boolean isDefault, String field) {
        if (!isDefault) {
            throw new IllegalArgumentException(
                    "action " + rule.action().text() + " does not use " + field + "; take it out of the rule");
        }
    }
}
