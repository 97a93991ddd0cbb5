package dev.nightjar.query.promql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Every evaluation of Prometheus' own language suite, where its files are. {@code target/conformance.txt} has the counts. */
class ConformanceTest {
    private static final Path DIRECTORY =
            Path.of(System.getProperty("conformance.promql.dir", "../../shared/conformance/promql"));

    @Test
    void every_file_passes_whole() throws IOException {
        Assumptions.assumeTrue(
                Files.isDirectory(DIRECTORY), "the conformance files are not here: " + DIRECTORY.toAbsolutePath());
        StringBuilder report = new StringBuilder();
        List<String> failures = new ArrayList<>();
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".test")).sorted().toList()) {
                int before = failures.size();
                int evaluations = run(file, failures);
                assertThat(evaluations).as("evaluations of %s", file).isPositive();
                report.append("%s %d of %d%n"
                        .formatted(file.getFileName(), evaluations - failures.size() + before, evaluations));
            }
        }
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/conformance.txt"), report);
        assertThat(report).isNotEmpty();
        assertThat(failures).isEmpty();
    }

    private static int run(Path file, List<String> failures) throws IOException {
        String name = file.getFileName().toString();
        AtomicInteger evaluations = new AtomicInteger();
        new ScriptRunner().run(QueryScript.parse(name, Files.readString(file)), outcome -> {
            evaluations.incrementAndGet();
            outcome.failure()
                    .ifPresent(failure -> failures.add("%s:%d %s%n    %s"
                            .formatted(
                                    name, outcome.eval().line(), outcome.eval().query(), failure)));
        });
        return evaluations.get();
    }
}
