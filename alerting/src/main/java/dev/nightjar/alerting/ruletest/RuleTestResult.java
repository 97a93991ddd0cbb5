package dev.nightjar.alerting.ruletest;

import java.util.ArrayList;
import java.util.List;

/**
 * What came of one test.
 *
 * @param name as in the file; empty where it has none
 * @param failures what was expected and is not so; empty when all is well
 * @param ran false where the file could not be used: then the failures are what is wrong with it
 */
public record RuleTestResult(String name, List<String> failures, boolean ran) {
    public RuleTestResult {
        failures = List.copyOf(failures);
    }

    static RuleTestResult unusable(List<String> problems) {
        return new RuleTestResult("", problems, false);
    }

    /** As promtool prints them. */
    public List<String> lines() {
        if (failures.isEmpty() || name.isEmpty()) {
            return failures;
        }
        List<String> lines = new ArrayList<>(List.of("    name: " + name + ","));
        lines.addAll(failures);
        return lines;
    }
}
