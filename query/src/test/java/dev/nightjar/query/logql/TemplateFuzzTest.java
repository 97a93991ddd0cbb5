package dev.nightjar.query.logql;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.nightjar.gotemplate.TemplateException;
import dev.nightjar.query.logql.template.LineTemplate;
import dev.nightjar.query.logql.template.TemplateScope;
import java.time.Instant;
import java.util.Map;

/** Any template renders, fails or is refused. Without {@code JAZZER_FUZZ=1} only the kept seeds are run. */
class TemplateFuzzTest {
    private static final TemplateScope SCOPE = new TemplateScope() {
        @Override
        public String label(String name) {
            return labels().getOrDefault(name, "");
        }

        @Override
        public Map<String, String> labels() {
            return Map.of("a", "12", "b", "{\"x\":[1,{\"y\":null}]}");
        }

        @Override
        public String line() {
            return "the line";
        }

        @Override
        public Instant timestamp() {
            return Instant.EPOCH;
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }
    };

    @FuzzTest(maxDuration = "5m")
    void any_template_renders_fails_or_is_refused(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        try {
            LineTemplate.parse("line", text, 1 << 16).render(SCOPE);
        } catch (TemplateException e) {
            if (e.getMessage() == null || e.getMessage().isEmpty()) {
                throw new AssertionError("failed without a word: " + text, e);
            }
        }
    }
}
