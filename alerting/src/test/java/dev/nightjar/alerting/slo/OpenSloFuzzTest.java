package dev.nightjar.alerting.slo;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.nightjar.alerting.rules.TestingExpressions;
import dev.nightjar.definition.Problems;

/** Any text is objectives or has problems. Without {@code JAZZER_FUZZ=1} only the kept seeds are run. */
class OpenSloFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void any_text_is_read_or_has_problems(FuzzedDataProvider data) {
        SloFile.read("slos/x.yml", data.consumeRemainingAsString(), new TestingExpressions(), new Problems());
    }
}
