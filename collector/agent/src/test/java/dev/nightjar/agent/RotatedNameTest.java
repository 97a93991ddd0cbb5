package dev.nightjar.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RotatedNameTest {
    @Test
    void rotation_gives_a_file_a_name_that_begins_like_its_own() {
        Path app = Path.of("/log/app.log");

        for (String name :
                List.of("app.log.1", "app.log.2.gz", "app.log-20261121", "app-20261121.log", "app-20261121.log.gz")) {
            assertThat(RotatedName.isOf(Path.of("/log/" + name), app)).as(name).isTrue();
        }
        for (String name : List.of("app.log", "apples.log.1", "other.log.1", "app.txt", "app-1.log", "app-web.log")) {
            assertThat(RotatedName.isOf(Path.of("/log/" + name), app)).as(name).isFalse();
        }
    }
}
