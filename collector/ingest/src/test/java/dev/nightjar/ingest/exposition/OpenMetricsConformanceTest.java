package dev.nightjar.ingest.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.MetricMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * OpenMetrics' own parser cases: one folder each, {@code metrics} the text, {@code test.json} whether it must parse.
 * From the directory that {@code conformance.openmetrics.dir} names, or beside the project.
 */
class OpenMetricsConformanceTest {
    private static final Path DIRECTORY =
            Path.of(System.getProperty("conformance.openmetrics.dir", "../../../shared/conformance/openmetrics"));

    @Test
    void every_case_is_accepted_or_refused_as_it_must() throws IOException {
        Assumptions.assumeTrue(
                Files.isDirectory(DIRECTORY), "the conformance cases are not here: " + DIRECTORY.toAbsolutePath());
        List<Path> cases;
        try (Stream<Path> found = Files.list(DIRECTORY)) {
            cases = found.filter(each -> Files.exists(each.resolve("test.json")))
                    .sorted()
                    .toList();
        }

        assertThat(cases).hasSizeGreaterThan(100);
        assertThat(cases.stream()
                        .filter(each -> parses(each) != mustParse(each))
                        .map(each -> each.getFileName() + (mustParse(each) ? " must parse" : " must be refused")))
                .isEmpty();
    }

    private static boolean mustParse(Path directory) {
        return read(directory.resolve("test.json")).replaceAll("\\s", "").contains("\"shouldParse\":true");
    }

    private static boolean parses(Path directory) {
        try {
            OpenMetricsParser.parse(read(directory.resolve("metrics")), new ExpositionSink() {
                @Override
                public void family(MetricMetadata metadata) {}

                @Override
                public void sample(ExposedSample sample) {}
            });
            return true;
        } catch (ExpositionException e) {
            return false;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
