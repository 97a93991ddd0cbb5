package dev.nightjar.query.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.nightjar.query.vector.AggregationOp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Runs the project's own test files, one dynamic test per evaluation, and those of {@code -Dpromqltest.dir}. */
class QueryScriptTest {
    @TestFactory
    Stream<DynamicTest> our_files() throws IOException {
        return tests(Path.of("src/test/resources/promql"), ".query");
    }

    @TestFactory
    Stream<DynamicTest> the_files_of_a_directory_given() throws IOException {
        String directory = System.getProperty("promqltest.dir", "");
        return directory.isEmpty() ? Stream.empty() : tests(Path.of(directory), ".test");
    }

    @Test
    void every_function_and_aggregation_has_a_specification() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/promql"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".query")).toList()) {
                text.append(Files.readString(file));
            }
        }
        Stream<String> names = Stream.concat(
                Functions.all().stream().map(Function::name),
                Stream.of(AggregationOp.values()).map(AggregationOp::symbol));

        assertThat(names.filter(name -> !Pattern.compile("eval .*\\b" + name + "\\b")
                        .matcher(text)
                        .find()))
                .as("nowhere in src/test/resources/promql")
                .isEmpty();
    }

    @Test
    void what_is_no_command_is_named_with_its_line() {
        assertThatThrownBy(() -> QueryScript.parse("a.test", "clear\n\nevaluate 1 + 1\n"))
                .hasMessage("a.test:3: neither clear, load nor eval: evaluate 1 + 1");
        assertThatThrownBy(() -> QueryScript.parse("a.test", "eval instant at 0 1\n  expect wrn\n  1\n"))
                .hasMessage("a.test:1: not something to expect: expect wrn");
        assertThatThrownBy(() -> QueryScript.parse("a.test", "eval_warn instant at 0 1\n  expect no_warn\n  1\n"))
                .hasMessage("a.test:1: expects warn and no_warn: eval_warn instant at 0 1");
        assertThatThrownBy(() ->
                        new ScriptRunner().run(QueryScript.parse("a.test", "load 1m\n  up 1 stalex3\n"), outcome -> {}))
                .hasMessage("a.test:1: what is loaded here is not a value: stalex3");
    }

    @Test
    void of_two_rows_of_one_series_the_last_counts() {
        List<ScriptRunner.Outcome> outcomes = new ArrayList<>();

        new ScriptRunner()
                .run(
                        QueryScript.parse(
                                "a.test", "load 1m\n  up 1 2 3\n  up{} 4 _\n\neval instant at 2m up\n  up 4\n"),
                        outcomes::add);

        assertThat(outcomes)
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.failure()).isEmpty());
    }

    private static Stream<DynamicTest> tests(Path directory, String suffix) throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(suffix)).sorted().toList()) {
                try {
                    run(file, tests::add);
                } catch (IllegalArgumentException e) {
                    tests.add(DynamicTest.dynamicTest(file + " can be read to its end", () -> fail(e.getMessage(), e)));
                }
            }
        }
        assertThat(tests).as("evaluations in " + directory).isNotEmpty();
        return tests.stream();
    }

    private static void run(Path file, Consumer<DynamicTest> tests) throws IOException {
        String name = file.getFileName().toString();
        new ScriptRunner()
                .run(
                        QueryScript.parse(name, Files.readString(file)),
                        outcome -> tests.accept(DynamicTest.dynamicTest(
                                name + ":" + outcome.eval().line() + " "
                                        + outcome.eval().query(),
                                () -> {
                                    outcome.failure().ifPresent(failure -> fail(failure.getMessage(), failure));
                                })));
    }
}
