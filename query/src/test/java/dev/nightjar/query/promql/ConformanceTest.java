package dev.nightjar.query.promql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Runs Prometheus' own language suite where its files are, and holds what was reached: no file may pass fewer
 * evaluations than {@code conformance.txt} says. Where one passes more, the number there should be raised.
 */
class ConformanceTest {
    private static final Path DIRECTORY =
            Path.of(System.getProperty("conformance.promql.dir", "../../shared/conformance/promql"));

    @Test
    void no_file_passes_fewer_evaluations_than_before() throws IOException {
        Assumptions.assumeTrue(
                Files.isDirectory(DIRECTORY), "the conformance files are not here: " + DIRECTORY.toAbsolutePath());
        Map<String, Integer> least = leastPassing();
        StringBuilder report = new StringBuilder();
        List<String> worse = new ArrayList<>();
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".test")).sorted().toList()) {
                int[] counts = run(file, report);
                String name = file.getFileName().toString();
                report.append("%s %d of %d%n".formatted(name, counts[0], counts[0] + counts[1]));
                if (counts[0] < least.getOrDefault(name, 0)) {
                    worse.add(name + " passes " + counts[0] + ", before " + least.get(name));
                }
            }
        }
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/conformance.txt"), report);
        assertThat(worse).isEmpty();
    }

    private static int[] run(Path file, StringBuilder report) throws IOException {
        int[] counts = new int[2];
        String name = file.getFileName().toString();
        new ScriptRunner().run(QueryScript.parse(name, Files.readString(file)), outcome -> {
            counts[outcome.failure().isEmpty() ? 0 : 1]++;
            outcome.failure()
                    .ifPresent(failure -> report.append("%s:%d %s%n    %s%n"
                            .formatted(
                                    name, outcome.eval().line(), outcome.eval().query(), failure)));
        });
        return counts;
    }

    private static Map<String, Integer> leastPassing() throws IOException {
        Map<String, Integer> least = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("src/test/resources/promql/conformance.txt"))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.split(" ", -1);
                least.put(parts[0], Integer.parseInt(parts[1]));
            }
        }
        return least;
    }
}
