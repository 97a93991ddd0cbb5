package dev.nightjar.alerting.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.definition.Problem;
import dev.nightjar.definition.Problems;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files as people have them: amtool takes those called {@code good} and {@code refused}, and not those called {@code bad};
 * nor do we.
 */
class FilesOfOthersTest {
    private static final Path FILES = Path.of("src/test/resources/alertmanager");

    static List<String> files() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(FILES, "*.yml")) {
            files.forEach(file -> names.add(String.valueOf(file.getFileName())));
        }
        names.sort(null);
        return names;
    }

    @ParameterizedTest
    @MethodSource("files")
    void is_taken_or_refused_as_its_name_says(String name) throws IOException {
        Problems problems = new Problems();
        AlertmanagerFile.read(name, FILES, Files.readString(FILES.resolve(name)), problems);
        List<String> said = problems.sorted().stream().map(Problem::toString).toList();
        if (name.startsWith("good")) {
            assertThat(said).isEmpty();
        } else if (name.startsWith("bad")) {
            assertThat(said).isNotEmpty();
        } else {
            assertThat(said)
                    .hasSizeGreaterThan(5)
                    .allSatisfy(problem -> assertThat(problem)
                            .contains("not supported yet: ")
                            .contains("receivers can have webhook_configs"));
        }
    }
}
