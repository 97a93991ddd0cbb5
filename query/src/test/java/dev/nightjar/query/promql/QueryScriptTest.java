package dev.nightjar.query.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.nightjar.query.vector.AggregationOp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    private static Stream<DynamicTest> tests(Path directory, String suffix) throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(suffix)).sorted().toList()) {
                String name = file.getFileName().toString();
                new ScriptRunner()
                        .run(
                                QueryScript.parse(name, Files.readString(file)),
                                outcome -> tests.add(DynamicTest.dynamicTest(
                                        name + ":" + outcome.eval().line() + " "
                                                + outcome.eval().query(),
                                        () -> {
                                            outcome.failure().ifPresent(failure -> fail(failure.getMessage(), failure));
                                        })));
            }
        }
        assertThat(tests).as("evaluations in " + directory).isNotEmpty();
        return tests.stream();
    }
}
