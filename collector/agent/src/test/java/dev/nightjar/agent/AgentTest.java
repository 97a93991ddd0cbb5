package dev.nightjar.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import dev.nightjar.testkit.TestingReceiver;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentTest {
    @TempDir
    private Path folder;

    @Test
    void this_host_and_its_log_files_reach_the_server() throws Exception {
        Path logs = Files.createDirectory(folder.resolve("logs"));
        Files.writeString(logs.resolve("app.log"), "INFO hello\n");
        try (TestingReceiver receiver = new TestingReceiver()) {
            AgentConfig config = AgentConfig.of(receiver.uri(), folder.resolve("state"))
                    .withInstance("web-7")
                    .withInterval(Duration.ofMillis(100))
                    .withLabels(Labels.of("env", "test"))
                    .withLogs(List.of(logs.toString()))
                    .withToken("secret");
            try (Agent agent = new Agent(config, InstantSource.system(), new SplittableRandom(1))) {
                agent.start();
                receiver.await(r -> !r.lines().isEmpty()
                        && r.samples().stream()
                                        .filter(s -> s.labels().metricName().equals("node_time_seconds"))
                                        .count()
                                >= 2);
            }
            assertThat(receiver.samples())
                    .allMatch(s -> s.labels().get("instance").equals("web-7")
                            && s.labels().get("env").equals("test")
                            && s.labels().get("job").equals("node"));
            assertThat(receiver.lines()).singleElement().satisfies(line -> {
                assertThat(line.text()).isEqualTo("INFO hello");
                assertThat(line.stream().get("env")).isEqualTo("test");
            });
            assertThat(receiver.requests()).allMatch(r -> r.authorization().equals("Bearer secret"));
        }
    }

    @Test
    void closing_is_quick_when_nobody_listens() throws Exception {
        AgentConfig config = AgentConfig.of(URI.create("http://127.0.0.1:1"), folder);
        Agent agent = new Agent(config, InstantSource.system(), new SplittableRandom(1));
        agent.start();
        long begun = System.nanoTime();
        agent.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
    }
}
