package dev.nightjar.alerting.rules;

import java.time.Duration;
import java.util.List;

/**
 * Rules that are evaluated together, in this order, at the same instant.
 *
 * @param limit series or alerts a rule may give; 0: any number
 * @param queryOffset how long before its slot it looks at the data
 */
public record RuleGroup(
        String file, String name, Duration interval, int limit, Duration queryOffset, List<Rule> rules) {
    public RuleGroup {
        rules = List.copyOf(rules);
        if (!interval.isPositive()) {
            throw new IllegalArgumentException("interval must be longer than nothing, found " + interval);
        }
    }

    /** File and name: unique among all groups. */
    public String id() {
        return file + ";" + name;
    }
}
