package dev.nightjar.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSourceTest {
    @TempDir
    private Path root;

    private void files(String... names) throws IOException {
        for (String name : names) {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "line\n");
        }
    }

    private List<String> found(String path, String... exclude) throws IOException {
        LogSource source = source(path, exclude);
        return source.find().stream()
                .peek(file -> assertThat(source.means(file)).as("%s", file).isTrue())
                .map(file -> root.relativize(file).toString())
                .sorted()
                .toList();
    }

    private LogSource source(String path, String... exclude) {
        return new LogSource(new LogFiles(root + path, List.of(exclude), "", LogFiles.Format.AUTO, Labels.EMPTY));
    }

    @Test
    void a_folder_means_its_files_but_not_what_rotation_left() throws Exception {
        files("app.log", "stdout", "app.log.1", "app.log-20261121", "app.log.2.gz", ".app.log.swp", "sub/x.log");

        assertThat(found("")).containsExactly("app.log", "stdout");
    }

    @Test
    void a_file_means_itself() throws Exception {
        files("syslog", "syslog.1");

        assertThat(found("/syslog")).containsExactly("syslog");
        assertThat(found("/none")).isEmpty();
    }

    @Test
    void wildcards_may_stand_anywhere() throws Exception {
        files("shop/a/app.log", "shop/b/app.log", "shop/b/app.log.1", "shop/b/c/app.log", "other/app.log", "app.log");

        assertThat(found("/shop/*/app.log")).containsExactly("shop/a/app.log", "shop/b/app.log");
        assertThat(found("/{shop,other}/**/app.log"))
                .containsExactly("other/app.log", "shop/a/app.log", "shop/b/app.log", "shop/b/c/app.log");
        assertThat(found("/**/*.1")).containsExactly("shop/b/app.log.1");
        assertThat(source("/shop/*/app.log").means(root.resolve("shop/x/y/app.log")))
                .isFalse();
    }

    @Test
    void what_is_excluded_by_name_or_path_is_left_out() throws Exception {
        files("a/app.log", "a/debug.log", "b/app.log");

        assertThat(found("/*/*.log", "debug*", root + "/b/*")).containsExactly("a/app.log");
    }

    @Test
    void a_pattern_that_means_nothing_is_refused() {
        assertThatThrownBy(() -> LogFiles.of(" ")).hasMessage("a log file, folder or pattern must not be empty");
        assertThatThrownBy(() -> LogFiles.of("/var/[a/x.log")).hasMessageContaining("cannot be read");
    }
}
