package dev.nightjar.ingest.scrapeconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScrapeFileEditorTest {
    private static final String ENTRY = """
        # accepted by ann
        - job_name: 'new'
          static_configs:
            - targets: ['web-7:9100']
        """;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("prometheus.yml");
    }

    private String added(String text) throws Exception {
        Files.writeString(file, text);
        ScrapeFileEditor.add(file, ENTRY);
        return Files.readString(file);
    }

    private void assertRefused(String text, String why) throws Exception {
        Files.writeString(file, text);
        assertThatThrownBy(() -> ScrapeFileEditor.add(file, ENTRY))
                .isInstanceOf(RefusedJobException.class)
                .hasMessageStartingWith(file + why);
        assertThat(file).hasContent(text);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void a_job_comes_after_the_others_and_all_else_stays_as_it_was_written() throws Exception {
        assertThat(added("""
            # ours
            global: {scrape_interval: 7s} # often

            scrape_configs: # by hand
            # the first
            - job_name: own # the only one
              static_configs: [{targets: [a]}]

            # what follows is of others
            rule_files: [x.yml]
            """)).isEqualTo("""
                    # ours
                    global: {scrape_interval: 7s} # often

                    scrape_configs: # by hand
                    # the first
                    - job_name: own # the only one
                      static_configs: [{targets: [a]}]
                    # accepted by ann
                    - job_name: 'new'
                      static_configs:
                        - targets: ['web-7:9100']

                    # what follows is of others
                    rule_files: [x.yml]
                    """);
    }

    @Test
    void it_is_indented_as_the_others_are() throws Exception {
        assertThat(added("scrape_configs:\n    - job_name: own\n      scheme: https"))
                .isEqualTo("scrape_configs:\n    - job_name: own\n      scheme: https\n"
                        + "    # accepted by ann\n    - job_name: 'new'\n      static_configs:\n"
                        + "        - targets: ['web-7:9100']\n");
    }

    @Test
    void a_file_without_jobs_gets_its_first() throws Exception {
        assertThat(ScrapeFile.read(write(added("global: {scrape_interval: 7s}\n")))
                        .jobs())
                .extracting(ScrapeJob::name)
                .containsExactly("new");
        assertThat(ScrapeFile.read(write(added(""))).jobs())
                .extracting(ScrapeJob::name)
                .containsExactly("new");
        assertThat(ScrapeFile.read(write(added("scrape_configs:\n"))).jobs())
                .extracting(ScrapeJob::name)
                .containsExactly("new");
    }

    private Path write(String text) throws Exception {
        return Files.writeString(file, text);
    }

    @Test
    void what_cannot_be_added_to_stays_as_it_is_and_it_is_said_why() throws Exception {
        assertRefused("scrape_configs: [{job_name: own}]\n", " cannot be added to; write the job by hand: ");
        assertRefused("scrape_configs:\n  - {job_name: new}\n", " cannot be added to; write the job by hand: ");
        assertRefused("scrape_configs: {}\n", " is not added to as it is: ");
        assertRefused("scrape_configs: *x\n", " is not added to as it is: ");
    }

    @Test
    void what_another_wrote_meanwhile_stays() throws Exception {
        write("scrape_configs: # of another\n");

        assertThatThrownBy(() -> ScrapeFileEditor.replace(file, "scrape_configs:\n", "scrape_configs: # ours\n"))
                .isInstanceOf(RefusedJobException.class)
                .hasMessage(file + " was changed by another meanwhile; look at it and try again");
        assertThat(file).hasContent("scrape_configs: # of another\n");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void where_nothing_may_be_written_nothing_changes() throws Exception {
        write("scrape_configs:\n");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assumeFalse(Files.isWritable(folder), "this user may write everywhere");
            assertThatThrownBy(() -> ScrapeFileEditor.add(file, ENTRY)).isInstanceOf(AccessDeniedException.class);
            assertThat(file).hasContent("scrape_configs:\n");
        } finally {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void its_rights_stay_and_a_link_stays_a_link() throws Exception {
        Path real = Files.writeString(folder.resolve("real.yml"), "scrape_configs:\n");
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
        Files.createSymbolicLink(file, real);
        ScrapeFileEditor.add(file, ENTRY);

        assertThat(file).isSymbolicLink();
        assertThat(real).content().contains("job_name: 'new'");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
                .isEqualTo("rw-r-----");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactlyInAnyOrderElementsOf(List.of(real, file));
        }
    }
}
