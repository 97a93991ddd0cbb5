package dev.nightjar.alerting.rules;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.nightjar.definition.Problems;

/** Any text is groups of rules or has problems. Without {@code JAZZER_FUZZ=1} only the kept seeds are run. */
class RuleFileFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void any_text_is_read_or_has_problems(FuzzedDataProvider data) {
        RuleFile.read("rules/x.yml", data.consumeRemainingAsString(), new TestingExpressions(), new Problems());
    }
}
