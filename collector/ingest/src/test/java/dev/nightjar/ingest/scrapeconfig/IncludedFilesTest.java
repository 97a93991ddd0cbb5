package dev.nightjar.ingest.scrapeconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.definition.InvalidDefinitionsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scrape_config_files}, as Prometheus reads them. */
class IncludedFilesTest {
    @TempDir
    private Path folder;

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private ScrapeSettings read(String patterns) throws IOException {
        write("prometheus.yml", """
            global: {scrape_interval: 7s}
            scrape_configs: [{job_name: own}]
            scrape_config_files: %s
            """.formatted(patterns));
        return ScrapeFile.read(folder.resolve("prometheus.yml"));
    }

    @Test
    void their_jobs_follow_the_files_own_in_order_under_its_global_settings_each_once() throws Exception {
        write("jobs/b.yml", "scrape_configs: [{job_name: b}]");
        write("jobs/a.yml", "scrape_configs: [{job_name: a, scrape_interval: 3s}]");
        write("jobs/a.txt", "not: read");
        write("more/x/{c}.yml", "scrape_configs: [{job_name: c}]");

        ScrapeSettings settings = read("['jobs/*.yml', 'jobs/a.yml', '" + folder + "/m*/?/{c}.yml', 'none/*.yml']");

        assertThat(settings.jobs()).extracting(ScrapeJob::name).containsExactly("own", "a", "b", "c");
        assertThat(settings.jobs())
                .extracting(ScrapeJob::interval)
                .containsExactly(
                        Duration.ofSeconds(7), Duration.ofSeconds(3), Duration.ofSeconds(7), Duration.ofSeconds(7));
    }

    @Test
    void paths_in_them_start_at_their_own_folder() throws Exception {
        write("jobs/a.yml", "scrape_configs: [{job_name: a, authorization: {credentials_file: token}}]");

        assertThat(read("[jobs/a.yml]").jobs().getLast().access().authorization())
                .isEqualTo(
                        new Authorization.Credentials("Bearer", new SecretText.InFile(folder.resolve("jobs/token"))));
    }

    @Test
    void what_is_wrong_in_one_is_said_with_its_name_and_nothing_is_taken() throws Exception {
        write("a.yml", "global: {}\nscrape_configs: [{job_name: own}]");

        assertThatThrownBy(() -> read("[a.yml]"))
                .isInstanceOf(InvalidDefinitionsException.class)
                .hasMessageContaining(folder.resolve("a.yml") + ":1: unknown field \"global\"")
                .hasMessageContaining(folder.resolve("a.yml")
                        + ":2: job \"own\": there is another job of this name; names are unique");
    }

    @Test
    void a_pattern_that_means_nothing_is_said() {
        assertThatThrownBy(() -> read("['a[.yml']")).hasMessageContaining("scrape_config_files cannot be looked for: ");
    }

    @Test
    void signs_in_a_pattern_stand_for_parts_of_one_name() throws Exception {
        for (String name : List.of("a1.yml", "a2.yml", "ab.yml", "sub/a1.yml")) {
            write(name, "");
        }

        assertThat(new IncludedFiles(folder, List.of("a[0-9].yml")).find())
                .containsExactly(folder.resolve("a1.yml"), folder.resolve("a2.yml"));
        assertThat(new IncludedFiles(folder, List.of("a[^0-9].yml")).find()).containsExactly(folder.resolve("ab.yml"));
        assertThat(new IncludedFiles(folder, List.of("**")).find()).hasSize(3);
        assertThat(new IncludedFiles(folder, List.of("./sub//a?.yml")).find())
                .containsExactly(folder.resolve("sub/a1.yml"));
    }
}
