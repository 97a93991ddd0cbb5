package dev.nightjar.ingest.exposition;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.nightjar.model.MetricMetadata;

/** Any text is read or refused with its line. Without {@code JAZZER_FUZZ=1} only the kept seeds are run. */
class OpenMetricsFuzzTest {
    private static final ExpositionSink NOWHERE = new ExpositionSink() {
        @Override
        public void family(MetricMetadata metadata) {}

        @Override
        public void sample(ExposedSample sample) {}
    };

    @FuzzTest(maxDuration = "5m")
    void any_text_is_read_or_refused(FuzzedDataProvider data) {
        try {
            OpenMetricsParser.parse(data.consumeRemainingAsString(), NOWHERE);
        } catch (ExpositionException e) {
            if (e.line() < 1) {
                throw new AssertionError("refused at line " + e.line(), e);
            }
        }
    }
}
