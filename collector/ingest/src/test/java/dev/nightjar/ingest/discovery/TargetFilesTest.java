package dev.nightjar.ingest.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.ingest.scrapeconfig.DiscoveryConfig;
import dev.nightjar.ingest.scrapeconfig.TargetGroup;
import dev.nightjar.model.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetFilesTest {
    @TempDir
    Path folder;

    private TargetFiles source() {
        return new TargetFiles(new DiscoveryConfig.Files(folder, List.of("t*.yml", "t.json"), Duration.ofMinutes(5)));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void yaml_and_json_say_the_same() throws Exception {
        Path yaml = write("t1.yml", "- targets: ['a:1', 'b:1']\n  labels: {zone: eu}\n");
        Path json = write("t.json", "[{\"targets\": [\"c:1\"], \"labels\": {\"zone\": \"us\"}}]");

        assertThat(source().read())
                .containsExactly(
                        new TargetGroup(
                                json + ":0",
                                List.of(Labels.of("__address__", "c:1")),
                                Labels.of("zone", "us", "__meta_filepath", json.toString())),
                        new TargetGroup(
                                yaml + ":0",
                                List.of(Labels.of("__address__", "a:1"), Labels.of("__address__", "b:1")),
                                Labels.of("zone", "eu", "__meta_filepath", yaml.toString())));
    }

    @Test
    void a_file_that_is_wrong_keeps_what_it_said_and_one_that_is_gone_says_nothing() throws Exception {
        TargetFiles source = source();
        Path file = write("t1.yml", "- targets: ['a:1']\n");
        List<TargetGroup> before = source.read();
        write("t1.yml", "- tarets: ['a:1', 'b:1']\n");
        List<TargetGroup> wrong = source.read();
        write("t1.yml", "- targets: ['a:1', 'b:1', 'c:1']\n");
        List<TargetGroup> right = source.read();
        Files.delete(file);

        assertThat(wrong).isEqualTo(before).hasSize(1);
        assertThat(right.getFirst().targets()).hasSize(3);
        assertThat(source.read()).isEmpty();
    }

    @Test
    void what_is_wrong_is_said_with_its_line() {
        assertThatThrownBy(() -> TargetList.parse("f.yml", "- targets: [a]\n- labels: {a: [b]}\n- 7\n", "__meta_x"))
                .hasMessage(
                        "f.yml:2: group 2: labels: a: must be text, found a list; f.yml:3: group 3: must be a mapping, found \"7\"");
    }
}
