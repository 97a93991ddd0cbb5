package dev.nightjar.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Definitions that change while the server runs: by a request, by a signal, and by being seen. */
class ReloadTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private void define(String group) throws IOException {
        Files.createDirectories(folder.resolve("definitions/rules"));
        Files.writeString(folder.resolve("definitions/rules/r.yml"), """
                groups:
                  - name: %s
                    rules: [{alert: Always, expr: vector(1)}]
                """.formatted(group));
    }

    private static String groups(ServerProcess server) throws Exception {
        return Http.get(server.url("/api/v1/rules")).body();
    }

    @Test
    void rules_change_by_request_by_signal_and_by_themselves() throws Exception {
        define("first");
        Path config = Files.writeString(folder.resolve("nightjar.yaml"), "definitions: definitions\n");
        try (ServerProcess server =
                ServerProcess.start(folder.resolve("data"), "server", "--no-agent", "--config", config.toString())) {
            assertThat(groups(server)).contains("\"first\"");
            assertThat(Http.get(server.url("/metrics")).body())
                    .contains("nightjar_definitions_in_force 1.0")
                    .contains("nightjar_rule_group_rules{group=\"rules/r.yml;first\"} 1");

            define("by_request");
            assertThat(Http.post(server.url("/-/reload"), "text/plain", "").status())
                    .isEqualTo(200);
            assertThat(groups(server)).contains("\"by_request\"");

            define("by_signal");
            assertThat(new ProcessBuilder("kill", "-HUP", Long.toString(server.pid()))
                            .start()
                            .waitFor())
                    .isZero();
            Http.until(SOON, () -> groups(server), text -> text.contains("\"by_signal\""));

            define("seen");
            Http.until(SOON, () -> groups(server), text -> text.contains("\"seen\""));
        }
    }

    @Test
    void what_is_wrong_anywhere_in_the_folder_leaves_all_of_it_as_it_was() throws Exception {
        define("before");
        Path config = Files.writeString(folder.resolve("nightjar.yaml"), "definitions: definitions\n");
        try (ServerProcess server =
                ServerProcess.start(folder.resolve("data"), "server", "--no-agent", "--config", config.toString())) {
            define("after");
            Path probes = Files.writeString(folder.resolve("definitions/probes.yml"), "probez: []\n");
            Http.Answer refused = Http.post(server.url("/-/reload"), "text/plain", "");
            assertThat(refused.status()).isEqualTo(500);
            assertThat(refused.body()).startsWith("failed to reload:\nprobes.yml:1: ");
            assertThat(groups(server)).contains("\"before\"");
            assertThat(Http.get(server.url("/metrics")).body()).contains("nightjar_definitions_in_force 0.0");

            Files.delete(probes);
            assertThat(Http.post(server.url("/-/reload"), "text/plain", "").status())
                    .isEqualTo(200);
            assertThat(groups(server)).contains("\"after\"");
            assertThat(Http.get(server.url("/metrics")).body()).contains("nightjar_definitions_in_force 1.0");
        }
    }
}
