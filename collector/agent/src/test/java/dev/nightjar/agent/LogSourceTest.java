package dev.nightjar.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LogSourceTest {
    @Test
    void a_folder_means_its_files_but_not_what_rotation_left() {
        LogSource source = LogSource.parse("/var/log/shop");

        assertThat(source.folder()).isEqualTo(Path.of("/var/log/shop"));
        assertThat(source.wants(Path.of("/var/log/shop/app.log"))).isTrue();
        assertThat(source.wants(Path.of("/var/log/shop/stdout"))).isTrue();
        assertThat(source.wants(Path.of("/var/log/shop/app.log.1"))).isFalse();
        assertThat(source.wants(Path.of("/var/log/shop/app.log-20261121"))).isFalse();
        assertThat(source.wants(Path.of("/var/log/shop/app.log.2.gz"))).isFalse();
        assertThat(source.wants(Path.of("/var/log/shop/.app.log.swp"))).isFalse();
    }

    @Test
    void a_pattern_means_the_names_it_matches() {
        LogSource source = LogSource.parse("/var/log/shop/*.{log,txt}");

        assertThat(source.folder()).isEqualTo(Path.of("/var/log/shop"));
        assertThat(source.wants(Path.of("/var/log/shop/a.txt"))).isTrue();
        assertThat(source.wants(Path.of("/var/log/shop/a.json"))).isFalse();
    }

    @Test
    void what_is_not_supported_yet_is_said() {
        assertThatThrownBy(() -> LogSource.parse("/var/*/app.log*")).hasMessageContaining("not supported yet");
        assertThatThrownBy(() -> LogSource.parse(" ")).hasMessage("a log folder or pattern must not be empty");
    }
}
