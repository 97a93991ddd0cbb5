package dev.nightjar.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Makes the reference page from the records. {@code -Dnightjar.update=true} writes it. */
class ConfigurationPageTest {
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");

    @Test
    void the_reference_page_says_what_the_records_say() throws Exception {
        StringBuilder page = new StringBuilder("""
                # Configuration

                `nightjar.yaml` in the working directory, or `--config FILE`. Everything has a default; an unknown key is an error. A variable of the environment overrides the
                file (`metrics.retention` is `NIGHTJAR_METRICS_RETENTION`), the command line overrides both. `nightjar check` reads it all without starting anything.
                This page is made from `NightjarConfig` by its test.

                | key | default | meaning |
                |---|---|---|
                """);
        rows(NightjarConfig.DEFAULTS, "", page);
        if (Boolean.getBoolean("nightjar.update")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page.toString());
    }

    private static void rows(Record section, String prefix, StringBuilder page) throws ReflectiveOperationException {
        for (RecordComponent component : section.getClass().getRecordComponents()) {
            Object standard = component.getAccessor().invoke(section);
            String key = prefix + component.getName();
            if (standard instanceof Record nested && !(nested instanceof ListenAddress)) {
                rows(nested, key + ".", page);
                continue;
            }
            Meaning meaning = component.getAnnotation(Meaning.class);
            assertThat(meaning).as("@Meaning of " + key).isNotNull();
            page.append("| `%s` | %s | %s |\n".formatted(key, shown(standard), meaning.value()));
        }
    }

    private static String shown(Object standard) {
        String text = standard instanceof Duration duration
                ? duration.toString().substring(2).toLowerCase(Locale.ROOT).replaceAll("^720h$", "30d")
                : standard.toString();
        return text.isEmpty() || text.equals("[]") || text.equals("{}") ? "(empty)" : "`" + text + "`";
    }
}
