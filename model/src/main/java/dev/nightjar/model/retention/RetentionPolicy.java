package dev.nightjar.model.retention;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long samples, or log lines, are kept. Whole days are dropped, so one may live up to a day longer than said.
 *
 * @param age what no rule is for is kept so long
 * @param bytes while the store is larger on the disk than this, its oldest day is dropped, whatever the rules say, but
 *     never the present one; 0: as large as it gets
 * @param rules the first that matches a series, or stream, says how long it is kept
 */
public record RetentionPolicy(Duration age, long bytes, List<RetentionRule> rules) {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration CENTURY = Duration.ofDays(36_500);

    /** Throws {@link IllegalArgumentException} that names everything that cannot work. */
    public RetentionPolicy {
        rules = List.copyOf(rules);
        List<String> problems = new ArrayList<>();
        if (age.compareTo(DAY) < 0) {
            problems.add("the retention is " + RetentionTexts.duration(age) + ", must be at least 1d");
        }
        if (bytes < 0) {
            problems.add("the size to be kept is " + bytes + " bytes, must be more, or 0 for no limit");
        }
        for (int i = 0; i < rules.size(); i++) {
            Duration keep = rules.get(i).keep();
            if (keep.compareTo(DAY) < 0 || keep.compareTo(CENTURY) > 0) {
                problems.add("retention rule " + (i + 1) + " (" + rules.get(i)
                        + ") must keep between 1d and 36500d: whole days are dropped");
            }
        }
        problems.addAll(UselessRules.problems(rules));
        problems.addAll(UselessRules.withoutEffect(rules, age));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    public static RetentionPolicy ofAge(Duration age) {
        return new RetentionPolicy(age, 0, List.of());
    }

    /** The longest that anything is kept. */
    public Duration longest() {
        Duration longest = age;
        for (RetentionRule rule : rules) {
            longest = rule.keep().compareTo(longest) > 0 ? rule.keep() : longest;
        }
        return longest;
    }

    /** The shortest that anything is kept, limits of size aside. */
    public Duration shortest() {
        Duration shortest = age;
        for (RetentionRule rule : rules) {
            shortest = rule.keep().compareTo(shortest) < 0 ? rule.keep() : shortest;
        }
        return shortest;
    }
}
