package dev.nightjar.alerting.notify;

import dev.nightjar.alerting.routing.InhibitRule;
import dev.nightjar.model.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the sources of an inhibition by the values that must be equal, all of them, not only the last. As in
 * Alertmanager an alert on both sides of a rule is not held back by one that is on both sides too.
 */
final class InhibitIndex {
    private final List<InhibitRule> rules;
    private final List<Map<List<String>, Set<Labels>>> sources = new ArrayList<>();

    InhibitIndex(List<InhibitRule> rules) {
        this.rules = List.copyOf(rules);
        rules.forEach(rule -> sources.add(new HashMap<>()));
    }

    void add(Labels labels) {
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).isSource(labels)) {
                sources.get(i)
                        .computeIfAbsent(rules.get(i).key(labels), key -> new LinkedHashSet<>())
                        .add(labels);
            }
        }
    }

    void remove(Labels labels) {
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).isSource(labels)) {
                sources.get(i).computeIfPresent(rules.get(i).key(labels), (key, found) -> {
                    found.remove(labels);
                    return found.isEmpty() ? null : found;
                });
            }
        }
    }

    List<Labels> inhibiting(Labels target, List<Labels> beginning) {
        List<Labels> found = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            InhibitRule rule = rules.get(i);
            if (!rule.isTarget(target)) {
                continue;
            }
            boolean bothSides = rule.isSource(target);
            List<String> key = rule.key(target);
            for (Labels source : sources.get(i).getOrDefault(key, Set.of())) {
                if (!(bothSides && rule.isTarget(source))) {
                    found.add(source);
                }
            }
            for (Labels source : beginning) {
                if (rule.isSource(source) && rule.key(source).equals(key) && !(bothSides && rule.isTarget(source))) {
                    found.add(source);
                }
            }
        }
        return found.stream().distinct().toList();
    }
}
