package dev.nightjar.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.alerting.rules.RuleFile;
import dev.nightjar.alerting.rules.RuleGroup;
import dev.nightjar.alerting.rules.RuleLint;
import dev.nightjar.alerting.ruletest.RuleTests;
import dev.nightjar.definition.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules that we hand out do what their tests say, and there is nothing to find fault with. */
class StarterPackTest {
    private static final Path STARTER = Path.of("../docs/starter");

    @ParameterizedTest
    @ValueSource(strings = {"host", "service", "probe"})
    void passes_its_unit_tests(String name) {
        assertThat(new RuleTests(STARTER.resolve("tests/" + name + ".test.yml"), new RuleLaboratory())
                        .failures(test -> true))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "service", "probe"})
    void has_nothing_that_will_be_regretted(String name) throws IOException {
        Problems problems = new Problems();
        List<RuleGroup> groups = RuleFile.read(
                name, Files.readString(STARTER.resolve(name + ".yml")), QueryExpressions.syntaxOnly(), problems);
        assertThat(problems.sorted()).isEmpty();
        assertThat(RuleLint.of(groups)).isEmpty();
        groups.forEach(group -> assertThat(PromQlLint.of(group)).isEmpty());
    }
}
